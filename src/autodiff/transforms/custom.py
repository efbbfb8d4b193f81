"""A function with rules of its own, as an object that can be called."""

from __future__ import annotations

from functools import update_wrapper
from typing import TYPE_CHECKING, Any

from autodiff.errors import NoRuleError, NotDifferentiableError
from autodiff.operands import CONSTANT, data_of, is_variable
from autodiff.trees import flatten, map_variables

from .application import Application, Arguments, Rules
from .arguments import signature_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.trees import Structure

__all__ = ["CustomFunction"]


class CustomFunction:
    """A function on plain arrays, with rules for its derivatives; see :func:`custom_function`."""

    def __init__(
        self,
        f: Callable[..., Any],
        nondiff: int | str | Sequence[int | str] = (),
        *,
        residuals: bool = False,
    ) -> None:
        update_wrapper(self, f)
        name = getattr(f, "__name__", type(f).__name__)
        self._rules = Rules(name, f, None, None, residuals)
        self._signature = signature_of(f)
        given = (nondiff,) if isinstance(nondiff, (int, str)) else nondiff
        self._nondiff = frozenset(map(self._position, given))
        self._node: type[Application] = Application

    def pullback(self, rule: Any) -> Any:
        """Take ``rule(gy, y, *args)`` as the pullback; return it."""
        self._use(pullback=self._of_right_arity("pullback", "gy", rule))
        return rule

    def pushforward(self, rule: Any) -> Any:
        """Take ``rule(dx, y, *args)`` as the pushforward; return it."""
        self._use(pushforward=self._of_right_arity("pushforward", "dx", rule))
        return rule

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        arguments, leaves = self._arguments(args, kwargs)
        if not any(map(is_variable, leaves)):
            result = self._rules.forward(*arguments.positional, **arguments.keywords)
            return result[0] if self._rules.residuals else result
        node: Any = self._node(arguments)
        outputs = node(*leaves)
        return node.structure.unflatten(outputs)

    def _use(self, **rules: Any) -> None:
        self._rules = self._rules._replace(**rules)
        self._node = type(self._rules.name, (Application,), {"rules": self._rules})

    def _arguments(
        self, args: Sequence[Any], kwargs: dict[str, Any]
    ) -> tuple[Arguments, list[Any]]:
        """Return the arguments of a call with defaults, and the leaves to differentiate by."""
        if self._signature is not None:
            bound = self._signature.bind(*args, **kwargs)
            bound.apply_defaults()
            args, kwargs = bound.args, bound.kwargs
        name = self._rules.name
        positional = list(args)
        keywords = {
            key: self._undifferentiated(value, f"argument {key}") for key, value in kwargs.items()
        }
        leaves: list[Any] = []
        structures: list[Structure] = []
        places = [i for i in range(len(args)) if i not in self._nondiff]
        for i in range(len(args)):
            if i in self._nondiff:
                positional[i] = self._undifferentiated(args[i], f"argument {i}")
                continue
            found, structure = flatten(args[i], f"{name}: argument {i}")
            leaves += found
            structures.append(structure)
        if self._node is Application and any(map(is_variable, leaves)):
            msg = f"{name} has no rule; give it one by @{name}.pullback or @{name}.pushforward"
            raise NoRuleError(msg)
        return Arguments(positional, keywords, places, structures), leaves

    def _undifferentiated(self, value: Any, what: str) -> Any:
        def constant(v: Any) -> Any:
            if v._kind != CONSTANT:
                msg = (
                    f"{self._rules.name}: {what} is not differentiated, and a Variable of "
                    f"{v.dtype} was given; pass its data or stop_gradient of it"
                )
                raise NotDifferentiableError(msg)
            return data_of(v)

        return map_variables(constant, value)

    def _positional(self) -> list[str] | None:
        """Return the names of the positional parameters; None if there may be any number."""
        if self._signature is None:
            return None
        parameters = self._signature.parameters.values()
        if any(p.kind is p.VAR_POSITIONAL for p in parameters):
            return None
        return [
            p.name for p in parameters if p.kind in {p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD}
        ]

    def _position(self, argument: int | str) -> int:
        names = self._positional()
        if isinstance(argument, int):
            if names is None or 0 <= argument < len(names):
                return argument
        elif names is not None and argument in names:
            return names.index(argument)
        msg = f"custom_function: {self._rules.name} has no positional parameter {argument!r}"
        raise TypeError(msg)

    def _of_right_arity(self, kind: str, first: str, rule: Any) -> Any:
        """Return ``rule`` if it can be called as it will be."""
        what = f"{self._rules.name}.{kind}"
        if not callable(rule):
            msg = f"{what}: the rule is a function, got {type(rule)}"
            raise TypeError(msg)
        names, signature = self._positional(), signature_of(rule)
        if names is None or signature is None or self._signature is None:
            return rule
        second = "residuals" if self._rules.residuals else "y"
        keywords = [p.name for p in self._signature.parameters.values() if p.kind is p.KEYWORD_ONLY]
        try:
            signature.bind(first, second, *names, **dict.fromkeys(keywords))
        except TypeError as error:
            called = ", ".join([first, second, *names, *(f"{k}=..." for k in keywords)])
            msg = f"{what}: the rule is called as rule({called}), and takes {signature}: {error}"
            raise TypeError(msg) from error
        return rule
