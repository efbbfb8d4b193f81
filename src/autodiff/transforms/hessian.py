"""Second derivatives of a function whose result is one number."""

# Overlaps are meant: the first signature that fits is the most exact one.
# mypy: disable-error-code="overload-overlap"
# pyright: reportOverlappingOverload=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, Literal, overload

from autodiff.operands import is_variable
from autodiff.trees import flatten

from .arguments import Argnums, chosen
from .blocks import blocks
from .decorating import decorating
from .edge import as_given, own
from .jacobian import assembled
from .linearize import pushed
from .recording import Recording
from .reverse import gradient_seed
from .vjp import pulled

if TYPE_CHECKING:
    from collections.abc import Callable

    from .signatures.hessians import ToHessian
    from .signatures.linear import Product
    from .signatures.variables import A0, Places, Q, Scalar

__all__ = ["hessian", "hvp"]


def _typed(f: Callable[..., Any]) -> ToHessian:
    """Return ``f`` under its signature."""
    return f


@_typed
def hessian(f: Any = None, argnums: Any = 0) -> Any:
    """Return a function that computes all second derivatives of ``f``.

    Parameters
    ----------
    f
        Returns one real number.
    argnums
        As for :func:`grad`.

    Returns
    -------
    A function with the parameters of ``f``. For one array it returns an array of shape
    ``x.shape + x.shape``, the Jacobian of the gradient; for containers a container like the
    argument, each leaf of which is one again.

    Raises
    ------
    NotDifferentiableError
        At the call, if the argument is complex; and as :func:`grad`.
    GradientError, TypeError
        As :func:`grad`.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> ad.hessian(lambda x: x[0] ** 2 * x[1])(np.array([2.0, 3.0]))
    array([[6., 4.],
           [4., 0.]])
    """
    selected = chosen("hessian", argnums)

    def transform(f: Callable[..., Any]) -> Callable[..., Any]:
        def derivatives(*args: Any, **kwargs: Any) -> Any:
            record = _gradient("hessian", f, args, kwargs, selected)
            # the matrix is symmetric, and rules are written for reverse mode
            return assembled(record, blocks(record, "reverse", holomorphic=False))

        return derivatives

    return decorating("hessian", f, transform)


@overload
def hvp(f: Callable[Concatenate[A0, Q], Scalar], argnums: Literal[0] = 0) -> Product[Q, A0]: ...
@overload
def hvp(f: Callable[Q, Scalar], argnums: Places) -> Callable[..., Any]: ...
@overload
def hvp(
    *, argnums: Literal[0] = 0
) -> Callable[[Callable[Concatenate[A0, Q], Scalar]], Product[Q, A0]]: ...
@overload
def hvp(*, argnums: Places) -> Callable[[Callable[Q, Scalar]], Callable[..., Any]]: ...
def hvp(f: Any = None, argnums: Any = 0) -> Any:
    """Return a function that computes products of the Hessian of ``f`` and a vector.

    The matrix is not formed: a product costs a small multiple of one evaluation of ``f``
    (Pearlmutter, Fast exact multiplication by the Hessian, Neural Computation 6, 1994).

    Parameters
    ----------
    f
        Returns one real number.
    argnums
        As for :func:`grad`.

    Returns
    -------
    A function of the first argument of ``f``, a vector ``v``, and the other arguments of ``f``.
    ``v`` is a container like the chosen argument (a tuple of them for several), and so is the
    result. For complex arguments it is the derivative of the gradient along ``v``.

    Raises
    ------
    GradientError
        At the call, if ``v`` has another shape; and as :func:`grad`.
    NotDifferentiableError, TypeError
        As :func:`grad`.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> ad.hvp(lambda x: x[0] ** 2 * x[1])(np.array([2.0, 3.0]), np.array([1.0, 0.0]))
    array([6., 4.])

    SciPy's optimisers take it as ``hessp``:

    >>> from scipy.optimize import minimize
    >>> f = lambda x: np.sum(np.cosh(x - 1))
    >>> x0 = np.zeros(3)
    >>> minimize(f, x0, jac=ad.grad(f), hessp=ad.hvp(f), method="trust-ncg").x.round(4)
    array([1., 1., 1.])
    """
    selected = chosen("hvp", argnums)

    def transform(f: Callable[..., Any]) -> Callable[..., Any]:
        def product(x: Any, v: Any, *args: Any, **kwargs: Any) -> Any:
            record = _gradient("hvp", f, (x, *args), kwargs, selected)
            if any(leaf.dtype.kind == "c" for leaf in record.inputs):
                # linear over the reals alone, so not its own transpose
                found, _ = flatten(pushed(record, v if selected.several else (v,)))
                return record.chosen(
                    as_given(hv if is_variable(hv) else own(hv), x, as_variable=is_variable(hv))
                    for hv, x in zip(found, record.primals, strict=True)
                )
            return pulled(record, v, "hvp: v")  # symmetric

        return product

    return decorating("hvp", f, transform)


def _gradient(
    name: str, f: Callable[..., Any], args: Any, kwargs: Any, selected: Argnums
) -> Recording:
    """Return a recording of the gradient of ``f``."""
    record = Recording(name, f, args, kwargs, selected)
    record.to_gradient(gradient_seed(record))
    return record
