"""Fit binary choice models by maximum likelihood, with exact gradients and standard errors.

Did a new way of teaching economics improve grades? Spector and Mazzeo (1980) asked 32 students;
Greene's "Econometric Analysis" (5th edition, 2003, table 21.1) has made theirs the textbook
example of the probit and the logit model. The data come with statsmodels; SciPy maximises the
likelihood, whose gradient and Hessian are computed here. ``python examples/grades.py``.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_expit, log_ndtr
from statsmodels.datasets import spector

from autodiff import Variable, gradients

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

NAMES = ("constant", "GPA", "TUCE", "PSI")


@dataclass(frozen=True)
class Published:
    """A column of Greene's table: coefficients in the order of ``NAMES``, and log-likelihood."""

    coefficients: tuple[float, float, float, float]
    log_likelihood: float


MODELS: dict[str, tuple[Callable[[Any], Any], Published]] = {
    "probit": (log_ndtr, Published((-7.452, 1.626, 0.052, 1.426), -12.819)),
    "logit": (log_expit, Published((-13.021, 2.826, 0.095, 2.379), -12.890)),
}
"""``log F`` of each model's distribution of errors, a ufunc of SciPy's, and what it gave."""


@dataclass(frozen=True)
class Fit:
    """Maximum of the likelihood; standard errors by the inverse of the observed information."""

    coefficients: Floats
    standard_errors: Floats
    log_likelihood: float


def fit(log_f: Callable[[Any], Any], x: Floats, y: Floats) -> Fit:
    """Fit ``P(y = 1) = F(x @ beta)`` for a distribution that is symmetric about 0."""
    signed = np.where(y == 1.0, 1.0, -1.0)[:, None] * x

    def loss(beta: Variable[np.float64]) -> Variable[np.float64]:
        terms: Variable[np.float64] = log_f(signed @ beta)
        return -terms.sum()

    def value_and_gradient(beta: Floats) -> tuple[float, Floats]:
        b = Variable(beta)
        value = loss(b)
        (gradient,) = gradients(value, [b])
        return value.item(), gradient.data

    start = np.zeros(x.shape[1])
    found: Any = minimize(value_and_gradient, start, jac=True, options={"gtol": 1e-9})
    b = Variable(np.asarray(found.x))
    (gradient,) = gradients(loss(b), [b], create_graph=True)
    rows = [gradients(g, [b], retain_graph=True)[0].data for g in gradient]
    covariance = np.linalg.inv(np.stack(rows))
    return Fit(b.data, np.sqrt(np.diagonal(covariance)), -float(found.fun))


def load() -> tuple[Floats, Floats]:
    """Return a row of regressors a student, the constant first, and whether the grade rose."""
    table = spector.load_pandas()
    regressors = np.asarray(table.exog[["GPA", "TUCE", "PSI"]], dtype=np.float64)
    grades = np.asarray(table.endog, dtype=np.float64)
    return np.column_stack([np.ones(len(grades)), regressors]), grades


def main() -> int:
    """Fit both models; exit 1 if a published figure is not reproduced to its last digit."""
    x, y = load()
    same = True
    for name, (log_f, published) in MODELS.items():
        result = fit(log_f, x, y)
        print(f"{name}: log-likelihood {result.log_likelihood:.3f}")
        for k, coefficient in enumerate(result.coefficients):
            error = result.standard_errors[k]
            there = published.coefficients[k]
            print(f"  {NAMES[k]:<9}{coefficient:9.3f}  ({error:.3f})  published {there:.3f}")
            same = same and round(float(coefficient), 3) == there
        same = same and round(result.log_likelihood, 3) == published.log_likelihood
    print("as published" if same else "not as published")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
