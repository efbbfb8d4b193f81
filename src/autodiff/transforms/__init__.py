"""Derivatives as functions and as values, to any order."""

from __future__ import annotations

from .checkpoint import checkpoint
from .custom_function import custom_function
from .elementwise_grad import elementwise_grad
from .grad import grad
from .gradients import gradients
from .hessian import hessian, hvp
from .jacobian import jacfwd, jacobian, jacrev
from .jvp import jvp
from .linearize import linearize
from .ravel import ravel
from .sparse import sparse_hessian, sparse_jacobian
from .stop_gradient import stop_gradient
from .value_and_grad import value_and_grad
from .vjp import vjp

__all__ = [
    "checkpoint",
    "custom_function",
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
    "ravel",
    "sparse_hessian",
    "sparse_jacobian",
    "stop_gradient",
    "value_and_grad",
    "vjp",
]
