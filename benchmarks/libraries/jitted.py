"""JAX, compiled by XLA for the CPU; its arrays are made before, and results are waited for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from workloads import Problem

    from . import Step


def step(problem: Problem) -> Step:
    """Return a step of compiled code."""
    jax = import_module("jax")
    jax.config.update("jax_platforms", "cpu")
    jax.config.update("jax_enable_x64", True)
    numpy = import_module("jax.numpy")
    program = problem.of("jax")
    arrays = [numpy.asarray(a) for a in (*problem.inputs, *problem.constants)]

    def function(*arrays: Any) -> Any:
        return program(numpy, *arrays)

    if problem.derivative == "product":

        def hessian_product(x: Any, v: Any) -> Any:
            return jax.jvp(jax.grad(function), (x,), (v,))[1]

        product, direction = jax.jit(hessian_product), numpy.asarray(problem.direction)
        return lambda: [np.asarray(product(arrays[0], direction))]
    if problem.derivative == "hessian":
        matrix = jax.jit(jax.hessian(function))
        return lambda: [np.asarray(matrix(arrays[0]))]
    argnums = tuple(range(len(problem.inputs)))
    derivative = jax.jit(jax.value_and_grad(function, argnums=argnums))

    def gradient() -> list[Any]:
        value, gradients = derivative(*arrays)
        return [np.asarray(a) for a in (value, *gradients)]

    return gradient
