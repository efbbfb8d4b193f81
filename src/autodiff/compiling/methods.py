"""The attributes and methods of an array that are NumPy's functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Methods"]

_np: Any = np  # whose stubs do not know that its functions dispatch


def _method(function: Callable[..., Any]) -> Callable[..., Any]:
    def method(self: Methods, *args: Any, **kwargs: Any) -> Any:
        return function(self, *args, **kwargs)

    return method


class Methods:
    """An array by what NumPy's functions make of it."""

    __slots__ = ()

    @property
    def T(self) -> Any:  # noqa: N802  # NumPy's name
        """The axes in reverse order."""
        return _np.transpose(self)

    @property
    def mT(self) -> Any:  # noqa: N802  # NumPy's name
        """The last two axes interchanged."""
        return _np.matrix_transpose(self)

    @property
    def real(self) -> Any:
        """The real part."""
        return _np.real(self)

    @property
    def imag(self) -> Any:
        """The imaginary part."""
        return _np.imag(self)

    def reshape(self, *shape: Any, order: str = "C") -> Any:
        """Return it in another shape."""
        return _np.reshape(self, shape[0] if len(shape) == 1 else shape, order=order)

    def transpose(self, *axes: Any) -> Any:
        """Return it with its axes permuted."""
        return _np.transpose(self, axes[0] if len(axes) == 1 else axes or None)

    def flatten(self, order: str = "C") -> Any:
        """Return its elements along one axis, in an array of their own."""
        return _np.ravel(self, order=order).copy()

    def conj(self) -> Any:
        """Return the complex conjugate."""
        return _np.conjugate(self)

    conjugate = conj
    sum: ClassVar[Callable[..., Any]] = _method(np.sum)
    prod: ClassVar[Callable[..., Any]] = _method(np.prod)
    mean: ClassVar[Callable[..., Any]] = _method(np.mean)
    std: ClassVar[Callable[..., Any]] = _method(np.std)
    var: ClassVar[Callable[..., Any]] = _method(np.var)
    max: ClassVar[Callable[..., Any]] = _method(np.max)
    min: ClassVar[Callable[..., Any]] = _method(np.min)
    argmax: ClassVar[Callable[..., Any]] = _method(np.argmax)
    argmin: ClassVar[Callable[..., Any]] = _method(np.argmin)
    argsort: ClassVar[Callable[..., Any]] = _method(np.argsort)
    any: ClassVar[Callable[..., Any]] = _method(np.any)
    all: ClassVar[Callable[..., Any]] = _method(np.all)
    clip: ClassVar[Callable[..., Any]] = _method(np.clip)
    round: ClassVar[Callable[..., Any]] = _method(np.round)
    repeat: ClassVar[Callable[..., Any]] = _method(np.repeat)
    swapaxes: ClassVar[Callable[..., Any]] = _method(np.swapaxes)
    ravel: ClassVar[Callable[..., Any]] = _method(np.ravel)
    squeeze: ClassVar[Callable[..., Any]] = _method(np.squeeze)
    take: ClassVar[Callable[..., Any]] = _method(np.take)
    dot: ClassVar[Callable[..., Any]] = _method(np.dot)
    cumsum: ClassVar[Callable[..., Any]] = _method(np.cumsum)
    diagonal: ClassVar[Callable[..., Any]] = _method(np.diagonal)
    trace: ClassVar[Callable[..., Any]] = _method(np.trace)
