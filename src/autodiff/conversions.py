"""Conversions and copies that would lose the gradient without a word, and say so instead."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from .errors import DetachedError
from .graph import next_seq
from .registry import FUNCTIONS, REFUSED

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Conversions"]


class Conversions:
    """What Python and NumPy ask of an object that they take for a number or an array."""

    __slots__ = ()

    if not TYPE_CHECKING:
        # Hidden from checkers: NumPy's stubs would take it to mean that np.sin(v) is an ndarray.

        def __array__(self, *_args, **_kwargs):
            stand_in = _for_sparse_product(self)
            if stand_in is not None:
                return stand_in
            raise DetachedError(_counterpart() or _lost("np.asarray", "v.data"))

        def __float__(self):
            return float(_whole(self, "biu", "float"))

        def __int__(self):
            return int(_whole(self, "biu", "int"))

        def __complex__(self):
            return complex(_whole(self, "biu", "complex"))

        def __index__(self):
            return int(_whole(self, "iu", "an index"))

        def __round__(self, ndigits=None):
            raise DetachedError(_lost("round", f"np.round(v, {ndigits or 0}), or v.item()"))

        def __trunc__(self):
            raise DetachedError(_lost("math.trunc", "np.trunc(v), or v.item()"))

        def __format__(self, spec):
            """Return the number as text if there are no axes, as NumPy does: it is for display."""
            if not spec:
                return str(self)
            if self._value is None or self.ndim:
                msg = (
                    f"format: {spec!r} is for a number, which a Variable with axes is not; "
                    "np.array2string(v, precision=3) shows its values"
                )
                raise TypeError(msg)
            return format(self._value.item(), spec)

        def __copy__(self):
            return np.copy(self) if self._value is not None else type(self)(None, self.name)

        def __getstate__(self):
            """Return what pickle and deepcopy take: no views, and nothing that has a history."""
            if self._edge is not None:
                msg = (
                    "a pickle or a deep copy of a recorded result would lose its gradient: take "
                    "v.data for the plain values, np.copy(v) for a copy with the same history"
                )
                raise DetachedError(msg)
            names = ("_value", "_grad", "_edge", "_kind", "name", *_slots_of_users(type(self)))
            kept = {name: getattr(self, name) for name in names if hasattr(self, name)}
            return getattr(self, "__dict__", None), kept

        def __setstate__(self, state):
            own, kept = state
            if own:
                self.__dict__.update(own)
            for name, value in kept.items():
                setattr(self, name, value)
            self._made = next_seq()


def _slots_of_users(kind: type[Any]) -> Iterator[str]:
    """Yield the slots that subclasses outside of this package have added."""
    for cls in kind.__mro__:
        slots: Any = cls.__dict__.get("__slots__", ())
        if not cls.__module__.startswith("autodiff."):
            for name in (slots,) if isinstance(slots, str) else slots:
                private = name.startswith("__") and not name.endswith("__")
                yield f"_{cls.__name__.lstrip('_')}{name}" if private else name


def _whole(v: Any, kinds: str, conversion: str) -> Any:
    """Return the number in a Variable of integers without axes, which has no gradient to lose."""
    if v._value is not None and v.ndim == 0 and v.dtype.kind in kinds:
        return v._value
    raise DetachedError(_lost(conversion, "v.item()"))


def _lost(conversion: str, remedy: str) -> str:
    return (
        f"{conversion} of a Variable would lose its gradient: write {remedy} for the plain value, "
        "np.stack([v, w]) to join Variables, and NumPy's functions instead of math's"
    )


def _counterpart() -> str:
    """Return what to write for a function of SciPy's that does not dispatch and is being called.

    That is the outermost of which we know. Nothing if there is none.
    """
    found = ""
    frame = sys._getframe(1)  # of __array__
    while frame.f_back is not None:
        frame = frame.f_back
        package = ".".join(str(frame.f_globals.get("__name__")).split(".")[:2])
        if package.startswith("scipy."):
            name, owner = frame.f_code.co_name, frame.f_locals.get("self")
            found = _advice(package, name, type(owner).__name__) or found
    return found


def _advice(package: str, name: str, owner: str) -> str:
    """Return what to write for a function of a package of SciPy's, if we know of it.

    It may be a method, of a distribution: ``norm`` is a ``norm_gen``.
    """
    try:
        ours = import_module(f"autodiff.{package}")
    except ImportError:
        return ""
    family = owner.removesuffix("_gen")
    for known, keeps in ((name, "{}"), (f"log{name}", "np.exp of {}")):
        if hasattr(getattr(ours, family, None), known):
            kept = keeps.format(f"autodiff.{package}.{family}.{known}")
            return (
                f"{package}.{family}.{name} would lose the gradient of a Variable, which {kept} "
                "keeps; write v.data for the plain value"
            )
    function = getattr(sys.modules[package], name, None)
    if function is None:
        return ""
    if function in REFUSED:
        return f"{package}.{name} takes no Variable: {REFUSED[function]}"
    if function in FUNCTIONS:
        return (
            f"{package}.{name} would lose the gradient of a Variable, which "
            f"autodiff.{package}.{name} keeps; write v.data for the plain value"
        )
    return ""


def _for_sparse_product(v: Any) -> Any:
    """Return what to give SciPy as it multiplies a sparse matrix by a Variable; otherwise None.

    It asks for an array. If that is an object without axes, which is what NumPy makes of anything
    that is no array, ``s @ v`` is left to ``__rmatmul__`` of the Variable. ``dot`` of the COO
    format wants anything else and goes on with the Variable, to ``s @ v``. Sparse matrices know
    no other protocol, so that who asks has to be read off the stack.
    """
    caller = sys._getframe(2)
    if str(caller.f_globals.get("__name__")).rpartition(".")[0] != "scipy.sparse":
        return None
    asked_by = caller.f_code.co_name
    if asked_by == "_matmul_dispatch":
        return np.array(None, dtype=object)
    return np.array([None]) if asked_by == "dot" and v.ndim in {1, 2} else None
