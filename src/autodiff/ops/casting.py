"""Casts, and what they must not do: round to integers what has a derivative."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np

from autodiff.apply import apply1
from autodiff.diagnosis.lines import warn
from autodiff.errors import DetachedError
from autodiff.operands import is_variable, plain
from autodiff.operation import Unary
from autodiff.registry import implements, named

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.operation import Array
    from autodiff.typing import TypedOperand
    from autodiff.variable import Variable

__all__ = ["Cast", "astype", "cast_to", "has_derivative", "require_inexact", "require_room"]


class Cast(Unary):
    """``y = x`` in another dtype; from complex to real the imaginary part is dropped."""

    elementwise = True
    dtype: np.dtype[np.generic]

    def forward(self, x: Any) -> Array:
        if x.dtype.kind == "c" and self.dtype.kind != "c":
            x = x.real
        y: Array = x.astype(self.dtype)
        return y

    def backward(self, gy: Array) -> Array:
        return gy


def has_derivative(*operands: Any) -> bool:
    """Whether any operand is a Variable of floats; the others are constants."""
    return any(is_variable(x) and x.dtype.kind in "fc" for x in operands)


def require_inexact(name: str, dtype: npt.DTypeLike | None, *operands: Any) -> None:
    """Raise if a result of ``dtype`` would round to integers what has a derivative."""
    if dtype is None or np.dtype(dtype).kind in "fc":
        return
    if has_derivative(*operands):
        msg = f"{name}: {np.dtype(dtype)} has no derivative; use v.data for the plain values"
        raise DetachedError(msg)


def require_room(name: str, argument: str, values: Any, x: Any) -> None:
    """Raise if values that are differentiated would be written into an array of integers."""
    if has_derivative(values) and x.dtype.kind not in "fc":
        msg = (
            f"{name}: {argument} of {values.dtype} would be rounded to {x.dtype}, which loses "
            "their gradient; give an array of floats"
        )
        raise DetachedError(msg)


def cast_to(name: str, x: Any, dtype: npt.DTypeLike | None) -> Any:
    """Return ``x`` in the ``dtype=`` of a computation, if one is given and it is another."""
    if dtype is None or x.dtype == dtype:
        return x
    require_inexact(name, dtype, x)
    return apply1(Cast(np.dtype(dtype)), x) if has_derivative(x) else plain(x).astype(dtype)


@implements(*named("astype"))
def astype(
    x: TypedOperand[Any, Any],
    dtype: npt.DTypeLike,
    /,
    *,
    copy: bool = True,
    device: Literal["cpu"] | None = None,
) -> Variable[Any, Any]:
    """Return the same values in another floating or complex dtype.

    With ``copy=False`` it is ``x`` itself where it has the dtype already.

    Derivative: ``dy/dx = 1``; from complex to real the imaginary part gets none, and NumPy's
    ``ComplexWarning`` says so.

    Raises
    ------
    DetachedError
        If the dtype is of integers or booleans, which would lose the gradient.
    ValueError
        If the device is another than the CPU, the only one that NumPy knows.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.5]))
    >>> x.astype(np.float32).dtype
    dtype('float32')
    """
    if device not in {None, "cpu"}:
        msg = f'Device not understood. Only "cpu" is allowed, but received: {device}'
        raise ValueError(msg)
    wanted = np.dtype(dtype)
    require_inexact("astype", wanted, x)
    if wanted.kind == "f" and is_variable(x) and x.dtype.kind == "c":
        text = "Casting complex values to real discards the imaginary part"
        warn(text, np.exceptions.ComplexWarning)
    if not copy and x.dtype == wanted and is_variable(x):
        return cast("Variable[Any, Any]", x)
    return apply1(Cast(wanted), x)
