"""Our compiler: the same derivatives as NumPy source, made by the first call."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff import hessian, hvp, value_and_grad

if TYPE_CHECKING:
    from workloads import Problem

    from . import Step


def step(problem: Problem) -> Step:
    """Return a step of compiled code."""
    compile_: Any = import_module("autodiff").compile
    program = problem.of("autodiff")
    arrays = *problem.inputs, *problem.constants

    def function(*arrays: Any) -> Any:
        return program(np, *arrays)

    if problem.derivative == "product":
        product = compile_(hvp(function))
        return lambda: [product(arrays[0], problem.direction)]
    if problem.derivative == "hessian":
        matrix = compile_(hessian(function))
        return lambda: [matrix(arrays[0])]
    derivative = compile_(value_and_grad(function, argnums=tuple(range(len(problem.inputs)))))

    def gradient() -> list[Any]:
        value, gradients = derivative(*arrays)
        return [value, *gradients]

    return gradient
