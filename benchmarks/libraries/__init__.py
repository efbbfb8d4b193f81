"""What runs a workload's program: one module a library, each with ``step(problem)``.

A step takes no arguments and returns a list: the value and the gradients, or the one array that
the problem asks for. A library is imported when it is first asked for, so that a process of its
own has no other in it.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workloads import Problem

    Step = Callable[[], list[Any]]

MODULES: Final = {
    "numpy": "by_hand",
    "autodiff": "eager",
    "compiled": "compiled",
    "torch": "pytorch",
    "autograd": "hips",
    "jax": "jitted",
    "mygrad": "mygrad_tensors",
}
"""The module of each library here, by the name that the tables' JSON has."""

TITLES: Final = {
    "numpy": "by hand",
    "autodiff": "autodiff",
    "compiled": "compiled",
    "torch": "PyTorch",
    "autograd": "HIPS",
    "jax": "JAX, jitted",
    "mygrad": "MyGrad",
}

TRACING: Final = ("compiled", "jax")
"""Those whose first call compiles."""


def installed(library: str) -> bool:
    """Return whether a library can be imported here."""
    if library == "compiled":
        return hasattr(import_module("autodiff"), "compile")
    return find_spec(library) is not None


def step(library: str, problem: Problem) -> Step:
    """Return the step of one library."""
    made: Step = import_module(f"libraries.{MODULES[library]}").step(problem)
    return made


def able(libraries: Iterable[str], problem: Problem) -> list[str]:
    """Return which of the libraries are here and can do this."""
    return [k for k in libraries if k not in problem.without and installed(k)]
