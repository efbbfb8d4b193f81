"""NumPy's names with types that know Variables: ``import autodiff.numpy as anp``.

NumPy's own stubs say ``Any`` of ``np.sin(v)`` and refuse ``np.add(v, v)``, since they do not know
that its functions dispatch. The names here *are* NumPy's functions, so a call costs and does the
same; only what checkers are told differs: a Variable gives a Variable, an array an array.

>>> import numpy as np
>>> import autodiff.numpy as anp
>>> from autodiff import Variable
>>> anp.sin is np.sin
True
>>> x = Variable(np.array([0.0, 1.0]))
>>> anp.sum(anp.exp(x) * x).backward()
>>> print(x.grad.round(4))
[1.     5.4366]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from .binary import Arithmetic, Division, Product
    from .signatures import (
        Absolute,
        BroadcastTo,
        Clip,
        Comparison,
        Concatenate,
        Extremum,
        Part,
        Reduction,
        Reshape,
        Stack,
        SwapAxes,
        Transpose,
        UnaryFloat,
        UnarySame,
        Where,
    )

# Through Any, for NumPy's own signatures are others.
_np: Any = np


# Elementwise
arccos: UnaryFloat = _np.arccos
arccosh: UnaryFloat = _np.arccosh
arcsin: UnaryFloat = _np.arcsin
arcsinh: UnaryFloat = _np.arcsinh
arctan: UnaryFloat = _np.arctan
arctanh: UnaryFloat = _np.arctanh
cbrt: UnaryFloat = _np.cbrt
cosh: UnaryFloat = _np.cosh
deg2rad: UnaryFloat = _np.deg2rad
degrees: UnaryFloat = _np.degrees
exp2: UnaryFloat = _np.exp2
expm1: UnaryFloat = _np.expm1
log10: UnaryFloat = _np.log10
log1p: UnaryFloat = _np.log1p
log2: UnaryFloat = _np.log2
rad2deg: UnaryFloat = _np.rad2deg
radians: UnaryFloat = _np.radians
sinh: UnaryFloat = _np.sinh
cos: UnaryFloat = _np.cos
exp: UnaryFloat = _np.exp
log: UnaryFloat = _np.log
sin: UnaryFloat = _np.sin
sqrt: UnaryFloat = _np.sqrt
tan: UnaryFloat = _np.tan
tanh: UnaryFloat = _np.tanh
conj: UnarySame = _np.conj
conjugate: UnarySame = _np.conjugate
negative: UnarySame = _np.negative
sign: UnarySame = _np.sign
reciprocal: UnarySame = _np.reciprocal
square: UnarySame = _np.square
abs: Absolute = _np.abs  # noqa: A001  # NumPy's names, as the rest
absolute: Absolute = _np.absolute
imag: Part = _np.imag
real: Part = _np.real

# Of two operands
add: Arithmetic = _np.add
multiply: Arithmetic = _np.multiply
power: Arithmetic = _np.power
subtract: Arithmetic = _np.subtract
divide: Division = _np.divide
true_divide: Division = _np.true_divide
matmul: Product = _np.matmul
maximum: Extremum = _np.maximum
minimum: Extremum = _np.minimum
equal: Comparison = _np.equal
greater: Comparison = _np.greater
greater_equal: Comparison = _np.greater_equal
less: Comparison = _np.less
less_equal: Comparison = _np.less_equal
not_equal: Comparison = _np.not_equal

# Reductions
amax: Reduction = _np.amax
amin: Reduction = _np.amin
max: Reduction = _np.max  # noqa: A001  # NumPy's names, as the rest
mean: Reduction = _np.mean
min: Reduction = _np.min  # noqa: A001  # NumPy's names, as the rest
sum: Reduction = _np.sum  # noqa: A001  # NumPy's names, as the rest

# Shape
reshape: Reshape = _np.reshape
broadcast_to: BroadcastTo = _np.broadcast_to
transpose: Transpose = _np.transpose
swapaxes: SwapAxes = _np.swapaxes
concatenate: Concatenate = _np.concatenate
stack: Stack = _np.stack

# Choice
where: Where = _np.where
clip: Clip = _np.clip

__all__ = [
    # so that a star import hides none of Python's builtins, abs, max, min and sum are left out
    "absolute",
    "add",
    "amax",
    "amin",
    "arccos",
    "arccosh",
    "arcsin",
    "arcsinh",
    "arctan",
    "arctanh",
    "broadcast_to",
    "cbrt",
    "clip",
    "concatenate",
    "conj",
    "conjugate",
    "cos",
    "cosh",
    "deg2rad",
    "degrees",
    "divide",
    "equal",
    "exp",
    "exp2",
    "expm1",
    "greater",
    "greater_equal",
    "imag",
    "less",
    "less_equal",
    "log",
    "log1p",
    "log2",
    "log10",
    "matmul",
    "maximum",
    "mean",
    "minimum",
    "multiply",
    "negative",
    "not_equal",
    "power",
    "rad2deg",
    "radians",
    "real",
    "reciprocal",
    "reshape",
    "sign",
    "sin",
    "sinh",
    "sqrt",
    "square",
    "stack",
    "subtract",
    "swapaxes",
    "tan",
    "tanh",
    "transpose",
    "true_divide",
    "where",
]
