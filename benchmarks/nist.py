"""Nonlinear regression on NIST's reference problems: ``python benchmarks/nist.py FOLDER``.

The folder holds files of the Statistical Reference Datasets (StRD, nonlinear regression, at
https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml), which are not part of this repository.
Each certifies the least-squares parameters of a model and their standard deviations to 11 digits,
and gives two starting points, the first of them far away.

All problems are solved in one way from both: by the trust region method of SciPy's
``least_squares``, then by a few steps of Gauss and Newton, both with the exact Jacobian of
``autodiff.jacobian``. Digits are the log relative error ``-log10(|q - c| / |c|)`` of a result ``q``
with the certified value ``c``, that of the worst parameter.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from scipy.optimize import least_squares

import autodiff.numpy as anp
from autodiff import Variable, jacobian

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]
    Vector: TypeAlias = Variable[np.float64, tuple[int]]

DIGITS_OF_PARAMETERS = 6
DIGITS_OF_DEVIATIONS = 5
REQUIRED = 15
"""How many problems have to be solved, from both starting points."""


def misra1a(b: Vector, x: Floats) -> Vector:
    """Saturate exponentially: monomolecular adsorption, oxygen demand."""
    return b[0] * (1 - anp.exp(-b[1] * x))


def misra1c(b: Vector, x: Floats) -> Vector:
    """Saturate by a power."""
    return b[0] * (1 - (1 + 2 * b[1] * x) ** -0.5)


def chwirut(b: Vector, x: Floats) -> Vector:
    """Decay exponentially over a line: ultrasonic response."""
    return anp.exp(-b[0] * x) / (b[1] + b[2] * x)


def lanczos(b: Vector, x: Floats) -> Vector:
    """Add three exponentials."""
    return b[0] * anp.exp(-b[1] * x) + b[2] * anp.exp(-b[3] * x) + b[4] * anp.exp(-b[5] * x)


def gauss(b: Vector, x: Floats) -> Vector:
    """Set two peaks on an exponential."""
    peak1 = b[2] * anp.exp(-((x - b[3]) ** 2) / b[4] ** 2)
    peak2 = b[5] * anp.exp(-((x - b[6]) ** 2) / b[7] ** 2)
    return b[0] * anp.exp(-b[1] * x) + peak1 + peak2


def danwood(b: Vector, x: Floats) -> Vector:
    """Raise to a power: energy radiated by a filament."""
    return b[0] * x ** b[1]


def kirby(b: Vector, x: Floats) -> Vector:
    """Divide quadratic polynomials: line widths under a microscope."""
    return (b[0] + b[1] * x + b[2] * x**2) / (1 + b[3] * x + b[4] * x**2)


def hahn(b: Vector, x: Floats) -> Vector:
    """Divide cubic polynomials: thermal expansion of copper, mobility of electrons."""
    above = b[0] + b[1] * x + b[2] * x**2 + b[3] * x**3
    return above / (1 + b[4] * x + b[5] * x**2 + b[6] * x**3)


def nelson(b: Vector, x1: Floats, x2: Floats) -> Vector:
    """Age with time and temperature: the logarithm of breakdown strength."""
    return b[0] - b[1] * x1 * anp.exp(-b[2] * x2)


def roszman(b: Vector, x: Floats) -> Vector:
    """Take an arc tangent from a line: quantum defects."""
    return b[0] - b[1] * x - anp.arctan(b[2] / (x - b[3])) / np.pi


def bennett(b: Vector, x: Floats) -> Vector:
    """Raise a line to a power: magnetism of superconductors."""
    return b[0] * (b[1] + x) ** (-1 / b[2])


def eckerle(b: Vector, x: Floats) -> Vector:
    """Transmit around one wavelength."""
    return (b[0] / b[1]) * anp.exp(-0.5 * ((x - b[2]) / b[1]) ** 2)


def mgh09(b: Vector, x: Floats) -> Vector:
    """Divide a quadratic polynomial by another (Kowalik and Osborne 1978)."""
    return b[0] * (x**2 + x * b[1]) / (x**2 + x * b[2] + b[3])


def rat42(b: Vector, x: Floats) -> Vector:
    """Grow sigmoidally: pasture yield."""
    return b[0] / (1 + anp.exp(b[1] - b[2] * x))


MODELS: dict[str, Callable[..., Vector]] = {
    "Bennett5": bennett,
    "BoxBOD": misra1a,
    "Chwirut2": chwirut,
    "DanWood": danwood,
    "Eckerle4": eckerle,
    "Gauss1": gauss,
    "Hahn1": hahn,
    "Kirby2": kirby,
    "Lanczos3": lanczos,
    "MGH09": mgh09,
    "Misra1a": misra1a,
    "Misra1c": misra1c,
    "Nelson": nelson,
    "Rat42": rat42,
    "Roszman1": roszman,
    "Thurber": hahn,
}
"""The model of each problem, as its file states it."""


@dataclass(frozen=True)
class Problem:
    """What a file of NIST's states."""

    name: str
    starts: tuple[Floats, Floats]
    parameters: Floats
    deviations: Floats
    sum_of_squares: float
    residual_deviation: float
    response: Floats
    predictors: tuple[Floats, ...]

    def residuals(self, b: Vector) -> Vector:
        """Return the model's values less those observed."""
        return MODELS[self.name](b, *self.predictors) - self.response


def read(path: Path) -> Problem:
    """Read a file, whose header says on which of its lines what stands.

    Raises
    ------
    ValueError
        If the file lacks a part of NIST's format.
    """
    text = path.read_text(encoding="ascii")
    lines = text.splitlines()

    def find(pattern: str) -> str:
        found = re.search(pattern, text)
        if found is None:
            msg = f"{path.name} is not in NIST's format: nothing in it matches {pattern!r}"
            raise ValueError(msg)
        return found[1]

    def rows(title: str) -> list[str]:
        first = find(rf"{title}\s*\(lines\s+(\d+)")
        last = find(rf"{title}\s*\(lines\s+\d+\s+to\s+(\d+)")
        return lines[int(first) - 1 : int(last)]

    def table(rows: list[str]) -> tuple[Floats, ...]:
        columns = np.array([[float(word) for word in row.split()] for row in rows]).T
        return tuple(np.ascontiguousarray(column) for column in columns)

    values = [row.split("=")[1] for row in rows("Starting Values")]
    start1, start2, parameters, deviations = table(values)
    response, *predictors = table(rows("Data"))
    if "log[y] =" in text:
        response = np.log(response)
    return Problem(
        name=find(r"Dataset Name:\s*(\w+)"),
        starts=(start1, start2),
        parameters=parameters,
        deviations=deviations,
        sum_of_squares=float(find(r"Residual Sum of Squares:\s*(\S+)")),
        residual_deviation=float(find(r"Residual Standard Deviation:\s*(\S+)")),
        response=response,
        predictors=tuple(predictors),
    )


@dataclass(frozen=True)
class TangentPlane:
    """The linear problem at a point, by a singular value decomposition of the scaled Jacobian."""

    step: Floats
    """Where Gauss and Newton would go."""
    offset: float
    """Norm of the residuals' part in the plane over that of all (Bates and Watts 1981)."""
    sum_of_squares: float
    deviations: Floats
    """Roots of the diagonal of ``s^2 (J'J)^-1``."""

    @classmethod
    def at(cls, r: Floats, j: Floats) -> TangentPlane:
        """Build it of residuals and Jacobian."""
        scale = np.linalg.norm(j, axis=0)
        u, s, vt = np.linalg.svd(j / scale, full_matrices=False)
        in_plane = r @ u
        inverse_root = vt.T / s / scale[:, None]
        sum_of_squares = float(r @ r)
        variance = sum_of_squares / (j.shape[0] - j.shape[1])
        return cls(
            step=-inverse_root @ in_plane,
            offset=float(np.linalg.norm(in_plane) / np.linalg.norm(r)),
            sum_of_squares=sum_of_squares,
            deviations=np.sqrt(variance) * np.linalg.norm(inverse_root, axis=1),
        )


@dataclass(frozen=True)
class Fit:
    """A solution, with what it took."""

    parameters: Floats
    plane: TangentPlane
    function_evaluations: int
    jacobian_evaluations: int


def fit(residuals: Callable[[Vector], Vector], start: Floats) -> Fit:
    """Minimise the sum of squares.

    Once the trust region method has converged, Gauss and Newton's steps are taken as long as they
    reduce the offset. They add the last digits, which the sum of squares, flat at its minimum,
    does not show.
    """
    evaluate: Callable[[Any], Any] = residuals
    differentiate: Callable[[Any], Any] = jacobian(residuals)
    with np.errstate(over="ignore"):  # the residuals of a wild step: the method shortens it
        found = least_squares(
            evaluate,
            start,
            jac=differentiate,
            method="trf",
            x_scale="jac",
            xtol=1e-15,
            ftol=1e-15,
            gtol=1e-15,
            max_nfev=10_000,
        )
    b = found.x
    plane = TangentPlane.at(evaluate(b), differentiate(b))
    extra = 1
    while True:
        moved = b + plane.step
        there = TangentPlane.at(evaluate(moved), differentiate(moved))
        extra += 1
        if not there.offset < 0.9 * plane.offset:
            return Fit(b, plane, found.nfev + extra, found.njev + extra)
        b, plane = moved, there


def digits(q: Floats | float, c: Floats | float) -> float:
    """Return the log relative error of the worst element, at most the 11 digits certified."""
    error = float(np.max(np.abs(np.subtract(q, c)) / np.abs(c)))
    return 11.0 if error < 1e-11 else -float(np.log10(error))


def solved(problem: Problem) -> bool:
    """Fit a problem from both starting points, print a line each, and judge the digits."""
    good = True
    for number, start in enumerate(problem.starts, 1):
        solution = fit(problem.residuals, start)
        of_parameters = digits(solution.parameters, problem.parameters)
        of_deviations = digits(solution.plane.deviations, problem.deviations)
        of_squares = digits(solution.plane.sum_of_squares, problem.sum_of_squares)
        good &= of_parameters >= DIGITS_OF_PARAMETERS and of_deviations >= DIGITS_OF_DEVIATIONS
        print(
            f"| {problem.name:<10} | {number:>5} | {of_parameters:>10.1f} | {of_deviations:>10.1f} "
            f"| {of_squares:>14.1f} | {solution.function_evaluations:>9} "
            f"| {solution.jacobian_evaluations:>9} |",
            flush=True,
        )
    return good


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where NIST's files *.dat are")
    problems = [read(path) for path in sorted(parser.parse_args().folder.glob("*.dat"))]
    print("Digits that agree with the certified ones (of 11), and evaluations\n")
    print(
        "| problem    | start | parameters | deviations | sum of squares | functions | Jacobians |"
    )
    print(
        "| :--------- | ----: | ---------: | ---------: | -------------: | --------: | --------: |"
    )
    count = sum([solved(problem) for problem in problems])
    print(
        f"\n{count} of {len(problems)} problems to {DIGITS_OF_PARAMETERS} digits of the parameters "
        f"and {DIGITS_OF_DEVIATIONS} of their deviations, from both starts"
    )
    return 0 if count >= REQUIRED else 1


if __name__ == "__main__":
    sys.exit(main())
