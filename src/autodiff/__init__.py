"""Automatic differentiation for NumPy: the code you already write, differentiated.

>>> import numpy as np
>>> from autodiff import Variable
>>> x = Variable(np.array(2.0))
>>> y = np.sin(x) * x**2
>>> y.backward()
>>> round(x.grad.item(), 6)
1.972602
"""

from __future__ import annotations

from . import implicit as implicit
from . import ops as ops
from . import trees as trees
from . import writing as writing
from .compiling import (
    compile as compile,
)
from .config import Config, enable_grad, no_grad, using_config
from .diagnosis import detect_anomaly, graph_summary, name_scope
from .drawing import draw, to_dot, to_mermaid
from .errors import (
    AnomalyError,
    AutodiffError,
    ConvergenceError,
    DetachedError,
    ForeignOperandError,
    GradientError,
    GraphFreedError,
    InPlaceError,
    MutationError,
    NoRuleError,
    NotDifferentiableError,
    TracingError,
    UndefinedDerivativeError,
    UntrackedError,
)
from .function import Function
from .ops import (
    abs as abs,
)
from .ops import (
    add,
    astype,
    broadcast_to,
    clip,
    concatenate,
    conj,
    cos,
    div,
    exp,
    getitem,
    imag,
    log,
    matmul,
    maximum,
    mean,
    minimum,
    mul,
    neg,
    real,
    reshape,
    sin,
    sqrt,
    square,
    stack,
    sub,
    swapaxes,
    tan,
    tanh,
    transpose,
    where,
)
from .ops import (
    max as max,
)
from .ops import (
    min as min,
)
from .ops import (
    pow as pow,
)
from .ops import (
    sum as sum,
)
from .transforms import (
    checkpoint,
    custom_function,
    elementwise_grad,
    grad,
    gradients,
    hessian,
    hvp,
    jacfwd,
    jacobian,
    jacrev,
    jvp,
    linearize,
    ravel,
    sparse_hessian,
    sparse_jacobian,
    stop_gradient,
    value_and_grad,
    vjp,
)
from .variable import Variable
from .versions import show_versions

__version__ = "0.1.0"

# Names of Python's own builtins are left out, so that a star import hides none of them.
__all__ = [
    "AnomalyError",
    "AutodiffError",
    "Config",
    "ConvergenceError",
    "DetachedError",
    "ForeignOperandError",
    "Function",
    "GradientError",
    "GraphFreedError",
    "InPlaceError",
    "MutationError",
    "NoRuleError",
    "NotDifferentiableError",
    "TracingError",
    "UndefinedDerivativeError",
    "UntrackedError",
    "Variable",
    "__version__",
    "add",
    "astype",
    "broadcast_to",
    "checkpoint",
    "clip",
    "concatenate",
    "conj",
    "cos",
    "custom_function",
    "detect_anomaly",
    "div",
    "draw",
    "elementwise_grad",
    "enable_grad",
    "exp",
    "getitem",
    "grad",
    "gradients",
    "graph_summary",
    "hessian",
    "hvp",
    "imag",
    "jacfwd",
    "jacobian",
    "jacrev",
    "jvp",
    "linearize",
    "log",
    "matmul",
    "maximum",
    "mean",
    "minimum",
    "mul",
    "name_scope",
    "neg",
    "no_grad",
    "ops",
    "ravel",
    "real",
    "reshape",
    "show_versions",
    "sin",
    "sparse_hessian",
    "sparse_jacobian",
    "sqrt",
    "square",
    "stack",
    "stop_gradient",
    "sub",
    "swapaxes",
    "tan",
    "tanh",
    "to_dot",
    "to_mermaid",
    "transpose",
    "trees",
    "using_config",
    "value_and_grad",
    "vjp",
    "where",
]
