"""Second derivatives of a function whose result is one number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .arguments import chosen
from .blocks import blocks
from .decorating import decorating
from .grad import grad
from .jacobian import assembled
from .linearize import pushed
from .recording import Recording
from .vjp import pulled

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["hessian", "hvp"]


def hessian(f: Any = None, argnums: Any = 0) -> Any:
    """Return a function that computes all second derivatives of ``f``."""
    numbers = chosen("hessian", argnums)

    def transform(f: Callable[..., Any]) -> Callable[..., Any]:
        gradient = grad(f, argnums)

        def derivatives(*args: Any, **kwargs: Any) -> Any:
            record = Recording("hessian", gradient, args, kwargs, numbers)
            # the matrix is symmetric, and rules are written for reverse mode
            return assembled(record, argnums, blocks(record, "reverse", holomorphic=False))

        return derivatives

    return decorating("hessian", f, transform)


def hvp(f: Any = None, argnums: Any = 0) -> Any:
    """Return a function that computes products of the Hessian of ``f`` and a vector."""
    numbers = chosen("hvp", argnums)

    def transform(f: Callable[..., Any]) -> Callable[..., Any]:
        gradient = grad(f, argnums)

        def product(x: Any, v: Any, *args: Any, **kwargs: Any) -> Any:
            record = Recording("hvp", gradient, (x, *args), kwargs, numbers)
            several = isinstance(argnums, (tuple, list))
            if any(leaf.dtype.kind == "c" for leaf in record.inputs):
                # linear over the reals alone, so not its own transpose
                return pushed(record, v if several else (v,))
            products = pulled(record, v, "hvp: v")  # symmetric
            return tuple(products) if several else products[0]

        return product

    return decorating("hvp", f, transform)
