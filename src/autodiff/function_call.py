"""A call of a user's function: any number of inputs and outputs, everything checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from .apply import as_numpy, edge_of, meta_of, untracked
from .config import recording
from .graph import next_seq
from .guards import kept_of
from .lending import lent
from .operands import (
    NUMBERS,
    RESULT,
    SHARED,
    as_tuple,
    constant,
    data_of,
    is_array,
    is_duck_array,
    is_scalar,
    is_variable,
)
from .ownership import exclusive
from .ports import wrap_output, wrap_outputs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .function import Function

__all__ = ["call_function"]


def call_function(node: Function, operands: Sequence[Any]) -> Any:
    """Apply ``node``, whose ``forward`` and ``backward`` are anybody's code."""
    edges = [edge_of(a) if is_variable(a) else None for a in operands]
    recorded = recording() and any(edge is not None for edge in edges)
    xs = [_operand(node, i, a, recorded=recorded) for i, a in enumerate(operands)]
    returned: Any = cast("Any", node).forward(*xs)  # declared by the Protocols
    several = isinstance(returned, tuple)
    given = dict(enumerate(as_tuple(returned)))
    del returned
    if not recorded:
        outputs = tuple(untracked(_output(node, y)) for y in given.values())
        return outputs if several else outputs[0]
    kinds = [RESULT if exclusive(given, i) else SHARED for i in given]
    ys = [_output(node, y) for y in given.values()]
    node._arrays = tuple(xs)
    node._is_lifted = False
    node.edges = tuple(edges)
    node.metas = (
        *(meta_of(x, edge) for x, edge in zip(xs, edges, strict=True)),
        *((y.shape, y.dtype) for y in ys),
    )
    node.seq = next_seq()
    node.output = None
    node.ports = None
    outputs = wrap_outputs(node, ys, xs) if several else (wrap_output(node, ys[0], xs),)
    for v, kind in zip(outputs, kinds, strict=True):
        v._kind = kind
    return outputs if several else outputs[0]


def _operand(node: Function, i: int, a: Any, *, recorded: bool) -> Any:
    """Return an operand as ``forward`` sees it: an array that cannot be written to.

    What the node saves, or ``forward`` itself, is safe from what the user changes later.
    """
    name = type(node).__name__
    if is_variable(a):
        # a saved input in a rule that is being recorded is as good as any here: the call is too
        x: Any = data_of(a)
    else:
        x = constant(a, name, i)
        x = np.asarray(x) if type(x) in NUMBERS or is_scalar(x) else x
    if x is None:
        msg = f"{name}: operand {i} is variable(None), which has no data"
        raise TypeError(msg)
    return lent(kept_of(node, a, x) if recorded else x)


def _output(node: Function, y: Any) -> Any:
    """Return an output as a Variable holds it: its own view, which it may make read-only."""
    array = as_numpy(y)
    if not (is_array(array) or is_scalar(array) or is_duck_array(array)):
        msg = (
            f"{type(node).__name__}.forward returned {type(y)}; it returns an array, or a tuple "
            "of arrays"
        )
        raise TypeError(msg)
    return array.view() if is_array(array) else array
