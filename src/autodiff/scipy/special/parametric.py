"""Functions of one argument and of parameters by which no derivative is known.

``jv(v, z)`` differentiates by ``z``. Its parameters are constants of the operation, so that a
Variable of floats among them is an error, and one of integers, which has no derivative, is not.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from autodiff.apply import apply1
from autodiff.errors import NoRuleError
from autodiff.operands import NUMBERS, constant, is_variable, owned, plain
from autodiff.operation import Unary
from autodiff.registry import METHODS

__all__ = ["Parametric", "constants", "spread"]


class Parametric(Unary):
    """``y = f(p, ..., x, ...)``, element by element of ``x`` and of the parameters.

    To name the ufunc is to register; ``arguments`` are the names of all it takes, and ``by`` that
    of the one to differentiate by.
    """

    elementwise = True
    ufunc: ClassVar[Any]
    arguments: ClassVar[tuple[str, ...]]
    position: ClassVar[int]
    p: tuple[Any, ...]
    """The parameters, in order."""

    def __init_subclass__(
        cls, *, ufunc: np.ufunc | None = None, arguments: str = "", by: str = "", **options: Any
    ) -> None:
        super().__init_subclass__(**options)
        if arguments:
            cls.arguments = tuple(arguments.split())
            cls.position = cls.arguments.index(by)
        if ufunc is not None:
            cls.ufunc = ufunc
            METHODS[ufunc, "__call__"] = cls.of

    @classmethod
    def of(cls, *args: Any) -> Any:
        """Apply the operation to all arguments, in the order of the ufunc's.

        The result is a Variable if any of them is, as rules need it.
        """
        if not any(map(is_variable, args)):
            return cls(args[: cls.position] + args[cls.position + 1 :]).forward(args[cls.position])
        name = f"scipy.special.{cls.ufunc.__name__.lstrip('_')}"
        x, p = spread(name, cls.arguments, cls.position, args)
        return apply1(cls(owned(p)), x)

    def forward(self, x: Any) -> Any:
        i = self.position
        return self.ufunc(*self.p[:i], x, *self.p[i:])


def spread(
    name: str, arguments: tuple[str, ...], i: int, given: tuple[Any, ...]
) -> tuple[Any, tuple[Any, ...]]:
    """Return argument ``i``, of the shape that it has together with the others, and those."""
    if len(given) != len(arguments):
        msg = f"{name} takes {len(arguments)} arguments, {', '.join(arguments)}; got {len(given)}"
        raise TypeError(msg)
    p = constants(name, (*arguments[:i], *arguments[i + 1 :]), (*given[:i], *given[i + 1 :]))
    x = given[i] if is_variable(given[i]) else constant(given[i], name, i)
    if all(type(q) in NUMBERS for q in p):
        return x, p
    shape = np.broadcast_shapes(np.shape(x), *(np.shape(q) for q in p))
    return x if np.shape(x) == shape else np.broadcast_to(x, shape), p


def constants(name: str, arguments: tuple[str, ...], given: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return arguments by which there is no derivative, or say so if one would be needed."""
    for argument, x in zip(arguments, given, strict=True):
        if is_variable(x) and x.dtype.kind in "fc":
            msg = (
                f"{name}: no derivative by {argument} is known; where {argument} is a constant, "
                f"pass {argument}.data"
            )
            raise NoRuleError(msg)
    return tuple(plain(x) if is_variable(x) else constant(x, name, i) for i, x in enumerate(given))
