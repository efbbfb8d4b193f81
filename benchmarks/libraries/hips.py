"""HIPS autograd."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workloads import Problem

    from . import Step


def step(problem: Problem) -> Step:
    """Return a step."""
    autograd = import_module("autograd")
    numpy = import_module("autograd.numpy")
    program = problem.of("autograd")
    inputs, constants = problem.inputs, problem.constants

    def function(*xs: Any) -> Any:
        return program(numpy, *xs, *constants)

    if problem.derivative == "product":
        product = autograd.hessian_vector_product(function)
        return lambda: [product(inputs[0], problem.direction)]
    if problem.derivative == "hessian":
        matrix = autograd.hessian(function)
        return lambda: [matrix(inputs[0])]
    # its own value_and_grad takes one argument, a tuple here
    derivative = autograd.value_and_grad(lambda xs: function(*xs))

    def gradient() -> list[Any]:
        value, gradients = derivative(inputs)
        return [value, *gradients]

    return gradient
