"""Systems of ordinary differential equations, and those of their tangents."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from autodiff.config import no_grad
from autodiff.errors import ConvergenceError
from autodiff.transforms import jacobian, jvp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["System", "exact_jacobian", "integrate", "integrated", "require_success"]

integrate: Final[Any] = import_module("scipy.integrate")

_RELATIVE: Final = 1e-3
"""Absolute tolerance of a derivative of size 1, in units of ``rtol``: the ratio of SciPy's own."""


class System(NamedTuple):
    """``dy/dt = f(t, y, p)``, and how it is integrated.

    Attributes
    ----------
    rates
        ``f``, of a time, an array of shape (n,) and a list of the parameters that are
        differentiated; of Variables too.
    method, options
        As SciPy has them, without what makes ``f`` known.
    end
        A time that is not before any at which the solution is wanted.
    jac
        The matrix of derivatives by ``y``, for implicit methods.
    """

    rates: Callable[[Any, Any, Sequence[Any]], Any]
    method: Any
    options: Mapping[str, Any]
    end: float
    jac: Callable[[Any, Any, Sequence[Any]], Any]

    @property
    def rtol(self) -> float:
        """The finest of the relative tolerances."""
        return float(np.min(self.options["rtol"]))

    def options_of_derivatives(self) -> dict[str, Any]:
        """Return the options for an equation of derivatives, which are about 1 in size."""
        kept = {key: value for key, value in self.options.items() if key == "max_step"}
        return {**kept, "rtol": self.rtol, "atol": self.rtol * _RELATIVE}

    def tangent(self, n: int, moved: Sequence[int]) -> System:
        """Return the system of y, shape (n,), and its tangent v: ``dv/dt = f_y v + f_p dp``.

        Its parameters are those of this one, then tangents of those that are ``moved``.
        """

        def rates(t: Any, z: Any, ps: Sequence[Any]) -> Any:
            own = len(ps) - len(moved)

            def f(y: Any, *qs: Any) -> Any:
                new = [*ps[:own]]
                for i, q in zip(moved, qs, strict=True):
                    new[i] = q
                return self.rates(t, y, new)

            primals = (z[:n], *(ps[i] for i in moved))
            return np.concatenate(jvp(f, primals, (z[n:], *ps[own:])))

        options = self.options_of_derivatives()
        own = np.broadcast_to(self.options["atol"], n)
        options["atol"] = np.concatenate([own, np.full(n, options["atol"])])
        return System(rates, self.method, options, self.end, exact_jacobian(rates))


def exact_jacobian(rates: Callable[..., Any]) -> Callable[[Any, Any, Sequence[Any]], Any]:
    """Return the matrix of derivatives of the rates by ``y``, as a function of the same."""

    def jac(t: Any, y: Any, ps: Sequence[Any]) -> Any:
        def f(y: Any) -> Any:
            return rates(t, y, ps)

        return jacobian(f)(y)

    return jac


def _is_implicit(method: Any) -> bool:
    """Whether a method of SciPy's solves equations at each step, with the Jacobian matrix."""
    if isinstance(method, str):
        return method.upper() in {"RADAU", "BDF", "LSODA"}
    return issubclass(method, (integrate.Radau, integrate.BDF, integrate.LSODA))


def integrated(
    f: Callable[[Any, Any], Any],
    span: tuple[float, float],
    y0: Any,
    method: Any,
    jac: Callable[[Any, Any], Any],
    options: Mapping[str, Any],
    **more: Any,
) -> Any:
    """Return what SciPy makes of plain arrays.

    Raises
    ------
    ConvergenceError
        If it does not reach the end.
    """
    if _is_implicit(method):
        more = {**more, "jac": jac}
    with no_grad():
        result = integrate.solve_ivp(f, span, y0, method=method, **options, **more)
    require_success(result)
    return result


def require_success(result: Any) -> None:
    """Raise if the integration stopped on the way."""
    if not result.success:
        msg = (
            f"solve_ivp: the integration stopped at t = {result.t[-1] if len(result.t) else '?'}, "
            f"so that there is nothing to differentiate: {result.message}"
        )
        raise ConvergenceError(msg)
