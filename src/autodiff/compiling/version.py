"""One traced way through a function, as a program that can be run."""

from __future__ import annotations

from contextvars import Context
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from autodiff.errors import TracingError
from autodiff.operands import is_variable
from autodiff.transforms.randomness import RandomStates
from autodiff.trees import flatten

from . import recorder
from .captured import Surroundings
from .labels import labels, parameters
from .program import Program
from .results import Place, is_written
from .signature import Mismatch, with_leaves
from .source import Source
from .threads import spread
from .trace import Trace
from .traced import Traced, use

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["Version"]

use(recorder)


def _same(x: Any) -> Any:
    return x


def _context(**settings: Any) -> Context:
    """Return a context with settings of floating-point errors: quicker to enter than to set."""
    context = Context()
    context.run(np.errstate(**settings).__enter__)
    return context


_FAST: Final = _context(divide="ignore", over="ignore", under="ignore", invalid="raise")
_CAREFUL: Final = _context(all="ignore")


class Version:
    """A program for one signature and one way through the function.

    Attributes
    ----------
    source
        Its text.
    objects
        The constants that it names.
    kinds
        Shapes and dtypes of its inputs by their names.
    careful
        Whether zeros are masked wherever they may meet an infinity.
    """

    def __init__(
        self,
        f: Callable[..., Any],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
        *,
        careful: bool,
        threads: int,
    ) -> None:
        self.careful: Final = careful
        trace = Trace(careful=careful)
        surroundings = Surroundings(trace.input)

        def static(x: Any) -> Any:
            return x if type(x) is Traced else surroundings.without(x)

        arguments = with_leaves((tuple(args), dict(kwargs)), trace.input, _same)
        function = surroundings.without(f)  # what it captures comes after the arguments
        new_args, new_kwargs = with_leaves(arguments, _same, static)
        surroundings.settle()
        draws = RandomStates(f, [args, kwargs])
        try:
            with np.errstate(all="ignore"):
                result = function(*new_args, **new_kwargs)
        except ValueError as error:  # NumPy's, for what a traced array refuses
            if not isinstance(error.__cause__, TracingError):
                raise
            msg = (
                "compile: a traced number is written into an array from outside, which would be "
                "done once; make the array of one that is given (np.zeros_like(x)) or of parts "
                "(np.stack, np.where)"
            )
            raise TracingError(msg) from error
        if trace.error is not None:
            msg = (
                f"compile: f catches an error of NumPy's ({trace.error}), which the values of "
                "another call may not raise; test the values (np.where)"
            )
            raise TracingError(msg) from trace.error
        if draws.changed():
            msg = (
                "compile: f draws random numbers, which would be constants of the program; draw "
                "them outside and pass them"
            )
            raise TracingError(msg)
        surroundings.require_unchanged()
        self._surroundings: Final = surroundings
        leaves, structure = flatten(result, "compile: the result of f")
        if any(map(is_variable, leaves)):
            msg = (
                "compile: f returns Variables, whose graph a program does not keep; "
                "differentiate within, as in compile(value_and_grad(f)), and return arrays"
            )
            raise TracingError(msg)
        program = Program(trace.steps, [trace.lowered(leaf) for leaf in leaves])
        places = [Place(i) for i in range(len(leaves))]
        shape = structure.unflatten(places)
        self._structure: Final = None if is_written(shape) else structure
        written = shape if is_written(shape) else tuple(places)
        names = labels([*parameters(f, args, kwargs), *surroundings.names])
        source = Source(program, names, written, careful=careful, threads=threads)
        self.source: Final = source.text
        self.objects: Final = source.objects
        self.kinds: Final = source.kinds
        scope: dict[str, Any] = {**source.objects, "Mismatch": Mismatch, "spread": spread}
        exec(compile(source.text, "<autodiff.compile>", "exec"), scope)  # noqa: S102  # our own text
        self._run: Final[Callable[..., Any]] = scope["run"]
        self._context: Final = _CAREFUL if careful else _FAST

    def __call__(self, leaves: Sequence[Any]) -> Any:
        """Return what the function returns, for the inputs of one call.

        Raises
        ------
        Mismatch
            If the call goes another way.
        FloatingPointError
            If a value is invalid, so that zeros may have to be masked.
        """
        surroundings = self._surroundings
        if surroundings.empty:
            results = self._context.copy().run(self._run, *leaves)
        else:
            captured = surroundings.inputs()
            if captured is None:
                raise Mismatch
            results = self._context.copy().run(self._run, *leaves, *captured)
        structure = self._structure
        return results if structure is None else structure.unflatten(results)
