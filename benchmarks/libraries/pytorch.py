"""PyTorch, operation by operation, on one thread."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workloads import Problem

    from . import Step


def step(problem: Problem) -> Step:
    """Return a step on fresh leaves that share the inputs' memory."""
    torch = import_module("torch")
    torch.set_num_threads(1)
    program = problem.of("torch")
    # a tensor must not be of memory that cannot be written to, and a copy of inputs is no part
    inputs = [torch.tensor(x) for x in problem.inputs]
    constants = [torch.tensor(c) for c in problem.constants]

    def function(x: Any) -> Any:
        return program(torch, x, *constants)

    if problem.derivative == "product":
        direction = torch.tensor(problem.direction)

        def product() -> list[Any]:
            leaf = inputs[0].detach().requires_grad_()
            (g,) = torch.autograd.grad(function(leaf), leaf, create_graph=True)
            return [torch.autograd.grad(g, leaf, direction)[0].numpy()]

        return product
    if problem.derivative == "hessian":
        matrix = torch.func.hessian(function)
        return lambda: [matrix(inputs[0]).numpy()]

    def gradient() -> list[Any]:
        leaves = [x.detach().requires_grad_() for x in inputs]
        y = program(torch, *leaves, *constants)
        y.backward()
        return [y.detach().numpy(), *(leaf.grad.numpy() for leaf in leaves)]

    return gradient
