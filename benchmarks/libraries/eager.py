"""Our library, operation by operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff import Variable, hessian, hvp

if TYPE_CHECKING:
    from workloads import Problem

    from . import Step


def step(problem: Problem) -> Step:
    """Return a step on fresh Variables."""
    program = problem.of("autodiff")
    inputs, constants = problem.inputs, problem.constants

    def function(x: Any) -> Any:
        return program(np, x, *constants)

    if problem.derivative == "product":
        product: Any = hvp(function)
        return lambda: [product(inputs[0], problem.direction)]
    if problem.derivative == "hessian":
        matrix: Any = hessian(function)
        return lambda: [matrix(inputs[0])]

    def gradient() -> list[Any]:
        variables = [Variable(x) for x in inputs]
        y = program(np, *variables, *constants)
        y.backward()
        return [y.data, *(v.grad for v in variables)]

    return gradient
