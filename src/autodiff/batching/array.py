"""An array of which NumPy's functions see one element of a batch."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from .many import ManyArrays

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Batched", "use"]

_protocols: Any = None  # plugged in by use(): what NumPy's functions do with a batch

_np: Any = np  # whose stubs do not know that its functions dispatch
_op: Any = operator  # nor are Python's own written out
_ndarray = np.ndarray
_PLAIN = (np.ndarray, np.generic, int, float, complex)


def _left(function: Callable[[Any, Any], Any]) -> Callable[[Batched, Any], Any]:
    """Return the method of an operator whose left operand is a batch."""

    def method(self: Batched, other: Any) -> Any:
        x = self.values
        if type(other) is Batched:
            y = other.values
            if x.ndim != y.ndim:
                x, y = _deepened(x, y.ndim), _deepened(y, x.ndim)
        else:
            y = other
            if type(y) is _ndarray or getattr(y.__class__, "eager", False):
                if y.ndim >= x.ndim:
                    x = _deepened(x, y.ndim + 1)
            elif not isinstance(y, _PLAIN):
                return NotImplemented
        return Batched(function(x, y))

    return method


def _right(function: Callable[[Any, Any], Any]) -> Callable[[Batched, Any], Any]:
    """Return the method of an operator whose right operand is a batch."""

    def method(self: Batched, other: Any) -> Any:
        if not isinstance(other, _PLAIN) and not getattr(other.__class__, "eager", False):
            return NotImplemented
        ndim: int = np.ndim(other)  # pyright: ignore[reportUnknownArgumentType]  # narrowed from Any
        return Batched(function(other, _deepened(self.values, ndim + 1)))  # pyright: ignore[reportUnknownArgumentType]  # as above

    return method


def _in_place(function: Callable[[Any, Any], Any]) -> Callable[[Batched, Any], Batched]:
    """Return the method of an operator that writes to the batch on its left."""

    def method(self: Batched, other: Any) -> Batched:
        if type(other) is Batched:
            other = _deepened(other.values, self.values.ndim)
        function(self.values, other)  # NumPy's arrays are written to, and stay the same objects
        return self

    return method


def _alone(function: Callable[[Any], Any]) -> Callable[[Batched], Batched]:
    """Return the method of an operator of one operand."""

    def method(self: Batched) -> Batched:
        return Batched(function(self.values))

    return method


def _method(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the method that is a function of NumPy's."""

    def method(self: Batched, *args: Any, **kwargs: Any) -> Any:
        return function(self, *args, **kwargs)

    return method


def _deepened(values: Any, ndim: int) -> Any:
    """Return an array of ``ndim`` axes at least, those that it lacks behind its first."""
    missing = ndim - values.ndim
    if missing <= 0:
        return values
    if missing == 1:
        return values[:, None]
    return values.reshape((len(values), *(1,) * missing, *values.shape[1:]))


def use(protocols: Any) -> None:
    """Plug in what NumPy's functions do with a batch, which is written with batches."""
    globals()["_protocols"] = protocols


class Batched(ManyArrays):
    """Arrays of one shape and dtype, computed with as if there were only one.

    The first axis of ``values`` numbers them and is not seen by NumPy's functions: ``shape``,
    ``ndim``, ``size`` and all axes are those of an element. A rule that was written for one
    cotangent is thus right for a batch of them. What NumPy has no axis to spare for is done for
    one element after the other, so that no function is computed wrongly.

    Parameters
    ----------
    values
        The elements, stacked along the first axis: ``(B, *shape)``.

    Raises
    ------
    TypeError
        By ``np.asarray``, ``float`` and ``bool``, which would take the batch for one array.

    Examples
    --------
    >>> x = Batched(np.array([[1.0, 2.0], [3.0, 4.0]]))
    >>> x.shape, np.sum(x).values
    ((2,), array([3., 7.]))
    """

    __slots__ = ("values",)

    def __init__(self, values: Any) -> None:
        self.values: Any = values

    # What an element is

    @property
    def shape(self) -> tuple[int, ...]:
        """Lengths of the axes of an element."""
        return self.values.shape[1:]  # type: ignore[no-any-return]  # of an array

    @property
    def ndim(self) -> int:
        """Number of axes of an element."""
        return self.values.ndim - 1  # type: ignore[no-any-return]  # of an array

    @property
    def size(self) -> int:
        """Number of numbers in an element."""
        n = 1
        for length in self.values.shape[1:]:
            n *= length
        return n

    @property
    def dtype(self) -> Any:
        """Dtype of the elements."""
        return self.values.dtype

    @property
    def itemsize(self) -> int:
        """Bytes of a number."""
        return self.values.itemsize  # type: ignore[no-any-return]  # of an array

    def __len__(self) -> int:
        if self.values.ndim == 1:
            msg = "len() of unsized object"
            raise TypeError(msg)
        return len(self.values[0]) if len(self.values) else self.shape[0]

    def __iter__(self) -> Iterator[Batched]:
        return (self[i] for i in range(len(self)))

    def __repr__(self) -> str:
        return f"Batched({self.values!r})"

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # as an array

    # NumPy's protocols

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        return _protocols.ufunc(ufunc, method, inputs, kwargs)

    def __array_function__(self, function: Any, _types: Any, args: Any, kwargs: Any) -> Any:
        return _protocols.function(function, args, kwargs)

    # Operators

    __add__: ClassVar[Callable[..., Any]] = _left(_op.add)
    __sub__: ClassVar[Callable[..., Any]] = _left(_op.sub)
    __mul__: ClassVar[Callable[..., Any]] = _left(_op.mul)
    __truediv__: ClassVar[Callable[..., Any]] = _left(_op.truediv)
    __floordiv__: ClassVar[Callable[..., Any]] = _left(_op.floordiv)
    __mod__: ClassVar[Callable[..., Any]] = _left(_op.mod)
    __pow__: ClassVar[Callable[..., Any]] = _left(_op.pow)
    __and__: ClassVar[Callable[..., Any]] = _left(_op.and_)
    __or__: ClassVar[Callable[..., Any]] = _left(_op.or_)
    __xor__: ClassVar[Callable[..., Any]] = _left(_op.xor)
    __lt__: ClassVar[Callable[..., Any]] = _left(_op.lt)
    __le__: ClassVar[Callable[..., Any]] = _left(_op.le)
    __gt__: ClassVar[Callable[..., Any]] = _left(_op.gt)
    __ge__: ClassVar[Callable[..., Any]] = _left(_op.ge)
    __eq__: ClassVar[Callable[..., Any]] = _left(_op.eq)  # pyright: ignore[reportAssignmentType]  # element by element
    __ne__: ClassVar[Callable[..., Any]] = _left(_op.ne)  # pyright: ignore[reportAssignmentType]  # as above
    __radd__: ClassVar[Callable[..., Any]] = _right(_op.add)
    __rsub__: ClassVar[Callable[..., Any]] = _right(_op.sub)
    __rmul__: ClassVar[Callable[..., Any]] = _right(_op.mul)
    __rtruediv__: ClassVar[Callable[..., Any]] = _right(_op.truediv)
    __rfloordiv__: ClassVar[Callable[..., Any]] = _right(_op.floordiv)
    __rmod__: ClassVar[Callable[..., Any]] = _right(_op.mod)
    __rpow__: ClassVar[Callable[..., Any]] = _right(_op.pow)
    __rand__: ClassVar[Callable[..., Any]] = _right(_op.and_)
    __ror__: ClassVar[Callable[..., Any]] = _right(_op.or_)
    __rxor__: ClassVar[Callable[..., Any]] = _right(_op.xor)
    __iadd__: ClassVar[Callable[..., Any]] = _in_place(_op.iadd)
    __isub__: ClassVar[Callable[..., Any]] = _in_place(_op.isub)
    __imul__: ClassVar[Callable[..., Any]] = _in_place(_op.imul)
    __itruediv__: ClassVar[Callable[..., Any]] = _in_place(_op.itruediv)
    __neg__: ClassVar[Callable[..., Any]] = _alone(_op.neg)
    __pos__: ClassVar[Callable[..., Any]] = _alone(_op.pos)
    __abs__: ClassVar[Callable[..., Any]] = _alone(_op.abs)
    __invert__: ClassVar[Callable[..., Any]] = _alone(_op.invert)

    def __matmul__(self, other: Any) -> Any:
        return np.matmul(self, other)

    def __rmatmul__(self, other: Any) -> Any:
        return np.matmul(other, self)

    def __divmod__(self, other: Any) -> Any:
        return np.divmod(self, other)

    # Elements

    def __getitem__(self, index: Any) -> Any:
        return _protocols.read(self, index)

    def __setitem__(self, index: Any, value: Any) -> None:
        _protocols.write(self, index, value)

    # The methods of an array

    @property
    def real(self) -> Batched:
        """The real parts."""
        return Batched(self.values.real)

    @property
    def imag(self) -> Batched:
        """The imaginary parts."""
        return Batched(self.values.imag)

    @property
    def T(self) -> Any:  # noqa: N802  # NumPy's name
        """Each element with its axes in reverse order."""
        return _np.transpose(self)

    @property
    def mT(self) -> Any:  # noqa: N802  # NumPy's name
        """Each element with its last two axes interchanged."""
        return _np.matrix_transpose(self)

    def astype(self, dtype: Any, **kwargs: Any) -> Batched:
        """Return the elements in another dtype."""
        return Batched(self.values.astype(dtype, **kwargs))

    def copy(self, order: str = "C") -> Batched:
        """Return the elements in memory of their own."""
        return Batched(self.values.copy(order))

    def conj(self) -> Batched:
        """Return the complex conjugates."""
        return Batched(self.values.conj())

    conjugate = conj

    def reshape(self, *shape: Any, order: str = "C") -> Any:
        """Return each element in another shape."""
        return _np.reshape(self, shape[0] if len(shape) == 1 else shape, order=order)

    def transpose(self, *axes: Any) -> Any:
        """Return each element with its axes permuted."""
        return _np.transpose(self, axes[0] if len(axes) == 1 else axes or None)

    sum: ClassVar[Callable[..., Any]] = _method(np.sum)
    mean: ClassVar[Callable[..., Any]] = _method(np.mean)
    max: ClassVar[Callable[..., Any]] = _method(np.max)
    min: ClassVar[Callable[..., Any]] = _method(np.min)
    any: ClassVar[Callable[..., Any]] = _method(np.any)
    all: ClassVar[Callable[..., Any]] = _method(np.all)
    swapaxes: ClassVar[Callable[..., Any]] = _method(np.swapaxes)
    ravel: ClassVar[Callable[..., Any]] = _method(np.ravel)
    squeeze: ClassVar[Callable[..., Any]] = _method(np.squeeze)
    take: ClassVar[Callable[..., Any]] = _method(np.take)
    dot: ClassVar[Callable[..., Any]] = _method(np.dot)
    cumsum: ClassVar[Callable[..., Any]] = _method(np.cumsum)
    diagonal: ClassVar[Callable[..., Any]] = _method(np.diagonal)
    trace: ClassVar[Callable[..., Any]] = _method(np.trace)
