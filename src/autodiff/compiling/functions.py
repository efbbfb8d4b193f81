"""What is known of NumPy's functions: which are composed of ufuncs, which give views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .products import summed
from .rewriting import negative_of
from .steps import CALL, GUARD
from .trace import traced_in
from .traced import Traced

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .trace import Trace

__all__ = ["COMPOSED", "FIXED", "STATIC", "VIEWS", "WRITERS", "as_type", "fix", "is_fixed"]

_np: Any = np

STATIC: Final = frozenset({
    _np.shape, _np.ndim, _np.size, _np.result_type, _np.iscomplexobj, _np.isrealobj,
    _np.can_cast, _np.min_scalar_type, _np.common_type, _np.may_share_memory, _np.shares_memory,
})  # fmt: skip
"""What depends on shapes and dtypes only, and gives no array."""

WRITERS: Final = frozenset({
    _np.copyto, _np.put, _np.place, _np.putmask, _np.fill_diagonal, _np.put_along_axis,
})  # fmt: skip

VIEWS: Final = frozenset({
    _np.reshape, _np.ravel, _np.transpose, _np.broadcast_to, _np.real, _np.imag, _np.diagonal,
    _np.squeeze, _np.expand_dims, _np.swapaxes, _np.moveaxis, _np.rollaxis, _np.flip,
    _np.fliplr, _np.flipud, _np.rot90, _np.atleast_1d, _np.atleast_2d, _np.atleast_3d,
    _np.matrix_transpose, _np.permute_dims, _np.lib.stride_tricks.sliding_window_view,
    _np.ascontiguousarray, _np.asfortranarray,
})  # fmt: skip
"""What may return memory of its argument."""

FIXED: Final = frozenset({
    *VIEWS, _np.where, _np.concatenate, _np.stack, _np.vstack, _np.hstack, _np.dot, _np.inner,
    _np.outer, _np.tensordot, _np.einsum, _np.cumsum, _np.cumprod, _np.take,
    _np.take_along_axis, _np.sort, _np.argsort, _np.argmax, _np.argmin, _np.diff, _np.trace,
    _np.tril, _np.triu, _np.diag, _np.pad, _np.roll, _np.tile, _np.repeat, _np.kron, _np.cross,
    _np.linalg.inv, _np.linalg.solve, _np.linalg.det, _np.linalg.slogdet, _np.linalg.cholesky,
    _np.linalg.qr, _np.linalg.svd, _np.linalg.eigh, _np.copy, _np.nan_to_num, _np.clip,
    _np.round, _np.count_nonzero, _np.std, _np.var, _np.median, _np.interp, _np.vdot,
    _np.isclose, _np.asarray, _np.unwrap, _np.convolve, _np.correlate,
})  # fmt: skip
"""Functions whose results have shapes and dtypes that those of the arguments decide."""

_COUNTED: Final = frozenset({_np.repeat, _np.tile, _np.pad, _np.roll})
"""Those of them whose other arguments say how many elements there are."""

REDUCTIONS: Final[dict[Any, np.ufunc]] = {
    _np.sum: _np.add, _np.prod: _np.multiply, _np.max: _np.maximum, _np.min: _np.minimum,
    _np.any: _np.logical_or, _np.all: _np.logical_and,
}  # fmt: skip


def as_type(x: Any, dtype: Any) -> Any:
    """Return an array in another dtype."""
    return x.astype(dtype)


def is_fixed(f: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> bool:
    """Whether shapes and dtypes of the arguments decide those of the results."""
    if f is np.where:
        return len(args) == 3  # otherwise it gives places
    return f in FIXED and (f not in _COUNTED or not [*traced_in([*args[1:], kwargs])])


def fix(x: Traced) -> None:
    """Guard a shape and a dtype that may depend on values."""
    if x.step.dtype is not None:  # no number of Python's
        x.program.step(GUARD, _shaped, (x, x.shape, x.dtype), {}, True)


def _shaped(x: Any, shape: Any, dtype: Any) -> bool:
    return bool(x.shape == shape and x.dtype == dtype)


def _reduce(u: np.ufunc) -> Callable[..., Any]:
    def reduce(x: Any, axis: Any = None, *args: Any, keepdims: bool = False, **kwargs: Any) -> Any:
        if args or any(v is not None for v in kwargs.values()) or type(x) is not Traced:
            return NotImplemented
        if isinstance(axis, list):
            return NotImplemented
        exact = u is np.add and x.dtype.kind in "fc"  # of integers a larger one may be returned
        if exact and (base := negative_of(x)) is not None:
            return -reduce(base, axis, keepdims=keepdims)
        if u is np.add and axis is None and not keepdims and (y := summed(x)) is not None:
            return y
        value = u.reduce(x.value, axis=axis, keepdims=keepdims)
        named = {"axis": axis, **({"keepdims": True} if keepdims else {})}
        return x.program.result(CALL, u.reduce, (x,), named, value)

    return reduce


def _mean(x: Any, axis: Any = None, *, keepdims: bool = False, **kwargs: Any) -> Any:
    if (
        any(v is not None for v in kwargs.values())
        or type(x) is not Traced
        or x.dtype.char not in "dfFD"
    ):
        return NotImplemented
    total = _np.sum(x, axis=axis, keepdims=keepdims)
    n = x.size // max(total.size, 1)
    return total / n if n else NotImplemented


def _full_like(fill: Any) -> Callable[..., Any]:
    def like(x: Any, *args: Any, dtype: Any = None, shape: Any = None, **_: Any) -> Any:
        value, args = (fill, args) if fill is not None else (args[0], args[1:])
        if args or type(x) is not Traced or type(value) is Traced or np.ndim(value):
            return NotImplemented
        dtype = np.dtype(dtype) if dtype is not None else x.dtype
        shape = x.shape if shape is None else shape
        shape = (shape,) if isinstance(shape, int) else tuple(shape)
        return full(x.program, shape, dtype.type(value))

    return like


def full(trace: Trace, shape: tuple[int, ...], value: Any) -> Any:
    """Return an array of one number."""
    return trace.result(CALL, np.full, (shape, value), {}, np.full(shape, value))


def _clip(x: Any, a_min: Any = None, a_max: Any = None, **kwargs: Any) -> Any:
    lo, hi = kwargs.pop("min", a_min), kwargs.pop("max", a_max)
    if kwargs:
        return NotImplemented
    y = x.copy() if lo is None else np.maximum(x, lo)
    return y if hi is None else np.minimum(y, hi)


def _copy(x: Any, **_: Any) -> Any:
    return x.copy()


COMPOSED: Final[dict[Any, Callable[..., Any]]] = {
    **{f: _reduce(u) for f, u in REDUCTIONS.items()},
    _np.mean: _mean,
    _np.zeros_like: _full_like(0),
    _np.empty_like: _full_like(0),
    _np.ones_like: _full_like(1),
    _np.full_like: _full_like(None),
    _np.copy: _copy,
    _np.clip: _clip,
}
