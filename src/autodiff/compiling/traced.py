"""An array that notes what NumPy does with it."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, ClassVar, Final, NoReturn
from weakref import ref

import numpy as np

from autodiff.errors import TracingError

from .methods import Methods

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .steps import Step

__all__ = ["Traced", "use"]

_recorder: Any = None  # plugged in by use(): how calls become steps
_PLAIN: Final = (np.ndarray, np.generic, int, float, complex)


def use(recorder: Any) -> None:
    """Plug in what makes steps of calls, which is written with traced arrays."""
    globals()["_recorder"] = recorder


def _binary(ufunc: np.ufunc, *, swapped: bool = False) -> Callable[[Traced, Any], Any]:
    def method(self: Traced, other: Any) -> Any:
        if type(other) is not Traced and not isinstance(other, _PLAIN):
            return NotImplemented
        return _recorder.operator(ufunc, *((other, self) if swapped else (self, other)))

    return method


def _unary(ufunc: np.ufunc) -> Callable[[Traced], Any]:
    def method(self: Traced) -> Any:
        return _recorder.operator(ufunc, self)

    return method


def _in_place(ufunc: np.ufunc) -> Callable[[Traced, Any], Traced]:
    def method(self: Traced, other: Any) -> Traced:
        if type(self.value) is not np.ndarray:
            return _recorder.operator(ufunc, self, other)  # type: ignore[no-any-return]  # traced
        return _recorder.in_place(ufunc, self, other)  # type: ignore[no-any-return]  # as above

    return method


class Traced(Methods):
    """An array in the hands of a function that is being compiled.

    It has a value, by which NumPy decides on shapes and dtypes, and is the result of a step of the
    program. What the function asks of the value is noted as a guard; what would make a constant
    of it is refused.

    Raises
    ------
    TracingError
        By ``float``, ``int``, ``np.asarray`` and their like.
    """

    __slots__ = ("__weakref__", "base", "own", "program", "stale", "step", "value", "views")

    eager: Final = True  # it can be asked and written to as an array of NumPy's

    def __init__(self, value: Any, step: Step, program: Any, *, own: bool = True) -> None:
        self.value: Any = value
        self.step: Step = step
        self.program: Final = program
        self.own: bool = own  # whether the function may write to it
        self.base: Any = None  # what it is a view of
        self.views: list[ref[Traced]] | None = None
        self.stale: bool = False  # the base has been written to since

    def view(self, view: Traced) -> Traced:
        """Note a view of it."""
        view.base = self
        self._noted(view)
        return view

    def _noted(self, view: Traced) -> None:
        self.views = [r for r in self.views or () if r() is not None] + [ref(view)]

    def shared(self, x: Traced) -> None:
        """Note what may share its memory in a way that is not followed: nobody writes to that."""
        x.own = False
        y: Any = self
        while y is not None:
            y._noted(x)
            y = y.base

    # What it is

    @property
    def shape(self) -> tuple[int, ...]:
        """Lengths of the axes."""
        return self.step.shape

    @property
    def dtype(self) -> Any:
        """Dtype of the elements."""
        return self.step.dtype or np.asarray(self.value).dtype

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return len(self.step.shape)

    @property
    def size(self) -> int:
        """Number of elements."""
        return int(np.size(self.value))

    @property
    def itemsize(self) -> int:
        """Bytes of an element."""
        return int(self.dtype.itemsize)

    @property
    def flags(self) -> Any:
        """How the elements lie in memory, as they did when it was traced."""
        return np.asarray(self.value).flags

    @property
    def scalar(self) -> bool:
        """Whether it stands for a number, and no array."""
        return self.step.scalar

    @property
    def nbytes(self) -> int:
        """Bytes of all elements."""
        return self.size * self.itemsize

    def __len__(self) -> int:
        return len(self.value)

    def __iter__(self) -> Iterator[Any]:
        return (self[i] for i in range(len(self)))

    def __repr__(self) -> str:
        return f"Traced({self.dtype}{list(self.shape)})"

    def __hash__(self) -> int:
        return hash(self._fixed("unhashable type: 'numpy.ndarray'"))

    # NumPy's protocols

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        return _recorder.ufunc(ufunc, method, inputs, kwargs)

    def __array_function__(self, function: Any, _types: Any, args: Any, kwargs: Any) -> Any:
        return _recorder.function(function, args, kwargs)

    # Operators

    __add__: ClassVar[Callable[..., Any]] = _binary(np.add)
    __sub__: ClassVar[Callable[..., Any]] = _binary(np.subtract)
    __mul__: ClassVar[Callable[..., Any]] = _binary(np.multiply)
    __truediv__: ClassVar[Callable[..., Any]] = _binary(np.divide)
    __floordiv__: ClassVar[Callable[..., Any]] = _binary(np.floor_divide)
    __mod__: ClassVar[Callable[..., Any]] = _binary(np.remainder)
    __pow__: ClassVar[Callable[..., Any]] = _binary(np.power)
    __matmul__: ClassVar[Callable[..., Any]] = _binary(np.matmul)
    __and__: ClassVar[Callable[..., Any]] = _binary(np.bitwise_and)
    __or__: ClassVar[Callable[..., Any]] = _binary(np.bitwise_or)
    __xor__: ClassVar[Callable[..., Any]] = _binary(np.bitwise_xor)
    __lshift__: ClassVar[Callable[..., Any]] = _binary(np.left_shift)
    __rshift__: ClassVar[Callable[..., Any]] = _binary(np.right_shift)
    __lt__: ClassVar[Callable[..., Any]] = _binary(np.less)
    __le__: ClassVar[Callable[..., Any]] = _binary(np.less_equal)
    __gt__: ClassVar[Callable[..., Any]] = _binary(np.greater)
    __ge__: ClassVar[Callable[..., Any]] = _binary(np.greater_equal)
    __eq__: ClassVar[Callable[..., Any]] = _binary(np.equal)  # pyright: ignore[reportAssignmentType]  # element by element
    __ne__: ClassVar[Callable[..., Any]] = _binary(np.not_equal)  # pyright: ignore[reportAssignmentType]  # as above
    __radd__: ClassVar[Callable[..., Any]] = _binary(np.add, swapped=True)
    __rsub__: ClassVar[Callable[..., Any]] = _binary(np.subtract, swapped=True)
    __rmul__: ClassVar[Callable[..., Any]] = _binary(np.multiply, swapped=True)
    __rtruediv__: ClassVar[Callable[..., Any]] = _binary(np.divide, swapped=True)
    __rfloordiv__: ClassVar[Callable[..., Any]] = _binary(np.floor_divide, swapped=True)
    __rmod__: ClassVar[Callable[..., Any]] = _binary(np.remainder, swapped=True)
    __rpow__: ClassVar[Callable[..., Any]] = _binary(np.power, swapped=True)
    __rmatmul__: ClassVar[Callable[..., Any]] = _binary(np.matmul, swapped=True)
    __rand__: ClassVar[Callable[..., Any]] = _binary(np.bitwise_and, swapped=True)
    __ror__: ClassVar[Callable[..., Any]] = _binary(np.bitwise_or, swapped=True)
    __rxor__: ClassVar[Callable[..., Any]] = _binary(np.bitwise_xor, swapped=True)
    __rlshift__: ClassVar[Callable[..., Any]] = _binary(np.left_shift, swapped=True)
    __rrshift__: ClassVar[Callable[..., Any]] = _binary(np.right_shift, swapped=True)
    __iadd__: ClassVar[Callable[..., Any]] = _in_place(np.add)
    __isub__: ClassVar[Callable[..., Any]] = _in_place(np.subtract)
    __imul__: ClassVar[Callable[..., Any]] = _in_place(np.multiply)
    __itruediv__: ClassVar[Callable[..., Any]] = _in_place(np.divide)
    __ifloordiv__: ClassVar[Callable[..., Any]] = _in_place(np.floor_divide)
    __imod__: ClassVar[Callable[..., Any]] = _in_place(np.remainder)
    __ipow__: ClassVar[Callable[..., Any]] = _in_place(np.power)
    __imatmul__: ClassVar[Callable[..., Any]] = _in_place(np.matmul)
    __iand__: ClassVar[Callable[..., Any]] = _in_place(np.bitwise_and)
    __ior__: ClassVar[Callable[..., Any]] = _in_place(np.bitwise_or)
    __ixor__: ClassVar[Callable[..., Any]] = _in_place(np.bitwise_xor)
    __ilshift__: ClassVar[Callable[..., Any]] = _in_place(np.left_shift)
    __irshift__: ClassVar[Callable[..., Any]] = _in_place(np.right_shift)
    __neg__: ClassVar[Callable[..., Any]] = _unary(np.negative)
    __pos__: ClassVar[Callable[..., Any]] = _unary(np.positive)
    __abs__: ClassVar[Callable[..., Any]] = _unary(np.absolute)
    __invert__: ClassVar[Callable[..., Any]] = _unary(np.invert)

    # Elements

    def __getitem__(self, index: Any) -> Any:
        return _recorder.read(self, index)

    def __setitem__(self, index: Any, value: Any) -> None:
        _recorder.write(self, operator.setitem, (self, index, value), {})

    # What is asked of the value

    def __bool__(self) -> bool:
        return _recorder.answer(self)  # type: ignore[no-any-return]  # a truth value

    def has_nan(self) -> bool:
        """Whether a NaN may be among the elements."""
        return _recorder.has_nan(self)  # type: ignore[no-any-return]  # a truth value

    def _fixed(self, otherwise: str) -> Any:
        """Return the value of a number of Python's, which a program may have as a constant."""
        if self.step.dtype is not None:
            raise TypeError(otherwise)
        return _recorder.fixed(self)

    def __float__(self) -> float:
        if self.step.dtype is not None:
            self._refuse("float()")
        return float(_recorder.fixed(self))

    def __int__(self) -> int:
        if self.step.dtype is not None:
            self._refuse("int()")
        return int(_recorder.fixed(self))

    def __complex__(self) -> NoReturn:
        self._refuse("complex()")

    def __index__(self) -> NoReturn:  # noqa: PLE0305  # it never returns
        self._refuse("use as an index or a length")

    def __array__(self, *_: Any, **__: Any) -> NoReturn:
        self._refuse("np.asarray(), or a function that NumPy's protocols do not reach,")

    def item(self, *_: Any) -> NoReturn:
        """Refuse to make a number of it."""
        self._refuse(".item()")

    def tolist(self) -> NoReturn:
        """Refuse to make a list of it."""
        self._refuse(".tolist()")

    def __format__(self, _spec: str) -> str:
        return repr(self)

    def _refuse(self, what: str) -> NoReturn:
        msg = (
            f"compile: {what} asks for the value of a traced {self.dtype}{list(self.shape)}, which "
            "would become a constant of the program; compute with NumPy's functions, or pass what "
            "it is for as an integer, which is static"
        )
        raise TracingError(msg)

    # What is not NumPy's function of the same name

    def astype(self, dtype: Any, *_: Any, copy: bool = True, **__: Any) -> Any:
        """Return it in another dtype."""
        if not copy and self.step.dtype == np.dtype(dtype):
            return self
        return _recorder.cast(self, dtype)

    def as_array(self) -> Any:
        """Return an array, for a number of Python's too."""
        return self if self.step.dtype is not None else _recorder.function(np.asarray, (self,), {})

    def copy(self, *_: Any, **__: Any) -> Any:
        """Return the same: what is written to is another value from then on."""
        return Traced(self.value, self.program.lowered(self), self.program)
