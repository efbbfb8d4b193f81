"""Calls of ufuncs that are more than a rule on its operands: keywords, and methods.

NumPy computes the value, with the keywords, and so decides what is an error and what a warning.
The derivative is that of the same call without keywords: on operands cast to the dtype of the
loop, on the elements that ``where=`` names, on the axes that ``axes=`` names.
"""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .apply import apply1, apply2
from .errors import DetachedError, NoRuleError
from .messages import PLAIN_VALUE, require_no_out
from .opaque import opaque
from .operands import NUMBERS, as_int, as_tuple, constant, eagerly, is_variable, owned, plain
from .ops.casting import Cast
from .ops.getitem import Scatter
from .registry import EXTENSIONS, METHODS, PLAIN, REFUSED, UFUNCS
from .values import valued

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["call_ufunc"]

REMEDIES: Final = {
    "__call__": PLAIN_VALUE,
    "outer": PLAIN_VALUE,
    "reduce": "functools.reduce({0}, v) folds it along the first axis",
    "accumulate": "np.stack([*itertools.accumulate(v, {0})]) does it along the first axis",
    "reduceat": "np.stack joins the reductions of sections such as v[i:j]",
    "at": "v[i] = {0}(v[i], b) does it in place where no element is named twice",
}
"""What to write in the place of a method that is refused."""


def call_ufunc(
    ufunc: np.ufunc, method: str, inputs: Sequence[Any], kwargs: Mapping[str, Any]
) -> Any:
    """Return ``ufunc.method(*inputs, **kwargs)`` for Variables, or say why there is none."""
    ours = METHODS.get((ufunc, method))
    if ours is not None and not kwargs and method == "__call__":
        return ours(*inputs)
    home = _home(ufunc)
    if home in EXTENSIONS:
        import_module(EXTENSIONS[home])
    base = _full_name(ufunc, home)
    name = base if method == "__call__" else f"{base}.{method}"
    out = kwargs.get("out", ())
    if ufunc in PLAIN and method != "at" and not any(is_variable(y) for y in out):
        xs = [plain(x) for x in inputs]
        return getattr(ufunc, method)(*xs, **{k: plain(x) for k, x in kwargs.items()})
    for y in out:
        require_no_out(name, y)
    if ufunc in REFUSED:
        msg = f"{name}: {REFUSED[ufunc]}"
        raise NoRuleError(msg)
    call = _call_of(ufunc)
    options = {k: x for k, x in kwargs.items() if k != "out"}
    if method == "__call__" and call is not None:
        return _with_keywords(name, ufunc, call, inputs, options)
    if method == "outer" and call is not None:
        return _outer(name, ufunc, inputs, options)
    ours = METHODS.get((ufunc, method))
    if ours is None:
        msg = f"{name} has no differentiation rule; {REMEDIES[method].format(base)}"
        raise NoRuleError(msg)
    try:
        return ours(*inputs, **options)
    except (ValueError, TypeError) as error:
        raise _named(name, error) from error


def _home(ufunc: np.ufunc) -> str:
    """Return the module that has a ufunc under its name; nothing if none that we know has."""
    name = ufunc.__name__
    modules = ("numpy", *EXTENSIONS)
    return next((m for m in modules if getattr(sys.modules.get(m), name, None) is ufunc), "")


def _full_name(ufunc: np.ufunc, home: str) -> str:
    """Return the name of a ufunc as users write it."""
    if not home:
        return ufunc.__name__
    public = home.partition("._")[0].replace("numpy", "np")
    return f"{public}.{ufunc.__name__.lstrip('_')}"


def _named(name: str, error: Exception) -> Exception:
    """Return an error of the same kind that names the method of the ufunc."""
    kinds: Any = (np.exceptions.AxisError, ValueError, NoRuleError, DetachedError)
    kind = next((kind for kind in kinds if isinstance(error, kind)), TypeError)
    text = str(error)
    named: Exception = kind(text if text.startswith(name) else f"{name}: {text}")
    return named


def _call_of(ufunc: np.ufunc) -> Callable[..., Any] | None:
    """Return what applies a ufunc to operands, or None if it is no operation."""
    rule: Any = UFUNCS.get(ufunc)
    if rule is None:
        return METHODS.get((ufunc, "__call__"))
    return lambda *xs: apply1(rule(), *xs) if len(xs) == 1 else apply2(rule(), *xs)


def _outer(name: str, ufunc: np.ufunc, inputs: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    """Apply a ufunc to all pairs: the first operand gets as many axes more as the second has."""
    if ufunc.nin != 2 or ufunc.signature is not None:
        return ufunc.outer(*(plain(x) for x in inputs), **kwargs)  # raises NumPy's own error
    a, b = (
        x if is_variable(x) else eagerly(constant(x, name, i)) for i, x in enumerate(inputs)
    )  # no number is weak here
    if np.ndim(b):
        a = np.reshape(a, (*np.shape(a), *(1 for _ in np.shape(b))))
    return ufunc(a, b, **kwargs)


def _with_keywords(
    name: str,
    ufunc: np.ufunc,
    call: Callable[..., Any],
    inputs: Sequence[Any],
    kwargs: Mapping[str, Any],
) -> Any:
    """Call a ufunc with ``dtype``, ``signature``, ``casting``, ``order``, ``where``, ``axes``..."""
    if not kwargs:
        return call(*inputs)
    xs = [x if is_variable(x) else constant(x, name, i) for i, x in enumerate(inputs)]
    plain_xs = [plain(x) for x in xs]
    options = {k: plain(x) for k, x in kwargs.items()}
    loop = _loop(ufunc, plain_xs, options)
    mask = options.pop("where", True)
    if mask is not True:
        mask = eagerly(mask)
        shape = np.broadcast_shapes(*(np.shape(x) for x in plain_xs), mask.shape)
        values: Any = _where(ufunc, plain_xs, mask, loop[ufunc.nin :], shape, options)
        call = partial(_on_chosen, call, np.broadcast_to(mask, shape))
    else:
        values = ufunc(*plain_xs, **options)
        if ufunc.signature is not None:
            call = partial(_on_axes, ufunc, call, options)
    with np.errstate(all="ignore"):  # NumPy has warned of what there is to warn of
        cast = [_cast(name, x, dtype) for x, dtype in zip(xs, loop, strict=False)]
        ys = as_tuple(call(*cast))
    results = tuple(
        valued(y, value) if is_variable(y) else value
        for y, value in zip(ys, as_tuple(values), strict=True)
    )
    return results if ufunc.nout > 1 else results[0]


@opaque
def _where(
    ufunc: np.ufunc, xs: Any, mask: Any, dtypes: Any, shape: Any, options: Mapping[str, Any]
) -> Any:
    """Compute where a mask holds, with 0 elsewhere."""
    zeros = tuple(np.zeros(shape, dtype) for dtype in dtypes)
    return ufunc(*xs, out=zeros, where=mask, **options)


def _loop(
    ufunc: np.ufunc, xs: Sequence[Any], options: Mapping[str, Any]
) -> tuple[np.dtype[Any], ...]:
    """Return the dtypes that NumPy computes with, those of the inputs and then of the outputs."""
    given: Any = options.get("signature")
    if isinstance(given, str) and "->" in given:
        signature: Any = tuple(np.dtype(c) for c in given.replace("->", ""))
    elif isinstance(given, tuple):
        signature = as_tuple(given)
    else:
        dtype = options.get("dtype", given)
        output = None if dtype is None else np.dtype(dtype)
        signature = (None,) * ufunc.nin + (output,) * ufunc.nout
    kinds: list[Any] = [type(x) if type(x) in NUMBERS - {bool} else eagerly(x).dtype for x in xs]
    return ufunc.resolve_dtypes(
        (*kinds, *(None,) * ufunc.nout),
        signature=signature,
        casting=options.get("casting", "same_kind"),
    )


def _cast(name: str, x: Any, dtype: np.dtype[Any]) -> Any:
    """Return an operand in the dtype of the loop."""
    if not is_variable(x):
        return eagerly(x).astype(dtype)
    if x.dtype == dtype:
        return x
    if x.dtype.kind in "fc" and dtype.kind not in "fc":
        msg = f"{name}: dtype={dtype} has no derivative; use v.data for the plain value"
        raise DetachedError(msg)
    return apply1(Cast(dtype), x)


def _on_chosen(call: Callable[..., Any], mask: Any, *xs: Any) -> Any:
    """Apply a ufunc to the elements of a mask alone; the others are 0."""
    chosen = [np.broadcast_to(x, mask.shape)[mask] if np.ndim(x) else x for x in xs]
    mask = owned(mask)
    n = as_int(np.count_nonzero(mask))
    ys = as_tuple(call(*chosen))
    return tuple(
        apply1(Scatter(mask, mask.shape), np.broadcast_to(y, (n,))) if is_variable(y) else y
        for y in ys
    )


def _on_axes(
    ufunc: np.ufunc, call: Callable[..., Any], options: Mapping[str, Any], *xs: Any
) -> Any:
    """Apply a generalized ufunc to the axes that ``axes``, ``axis`` and ``keepdims`` name."""
    axes = options.get("axes")
    axis = options.get("axis")
    keepdims = options.get("keepdims", False)
    if axis is not None:
        axes = [(axis,)] * ufunc.nin + [(axis,) if keepdims else ()]
    if axes is not None:
        xs = tuple(_axes_last(x, as_tuple(a)) for x, a in zip(xs, axes, strict=False))
    y = call(*xs)
    if keepdims:
        y = np.reshape(y, (*y.shape, 1))  # NumPy allows it for products of vectors only
    if axes is not None and len(axes) > ufunc.nin:
        order = _order(y.ndim, as_tuple(axes[-1]))
        y = np.transpose(y, tuple(int(i) for i in np.argsort(order)))
    return y


def _axes_last(x: Any, axes: tuple[int, ...]) -> Any:
    return np.transpose(x, _order(np.ndim(x), axes)) if axes else x


def _order(ndim: int, axes: tuple[int, ...]) -> tuple[int, ...]:
    """Return the permutation that puts ``axes`` last."""
    last = tuple(axis % ndim for axis in axes)
    return (*(i for i in range(ndim) if i not in last), *last)
