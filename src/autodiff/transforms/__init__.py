"""Derivatives as functions and as values, to any order."""

from __future__ import annotations

from .grad import elementwise_grad, grad, value_and_grad
from .gradients import gradients
from .hessian import hessian, hvp
from .jacobian import jacfwd, jacobian, jacrev
from .linearize import jvp, linearize
from .vjp import vjp

__all__ = [
    "elementwise_grad",
    "grad",
    "gradients",
    "hessian",
    "hvp",
    "jacfwd",
    "jacobian",
    "jacrev",
    "jvp",
    "linearize",
    "value_and_grad",
    "vjp",
]
