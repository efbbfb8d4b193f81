"""The regression benchmark, on problems of our own in NIST's format whose solutions are known."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("scipy")

Floats = npt.NDArray[np.float64]

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
FORMAT = """\
NIST/ITL StRD
Dataset Name:  {name}           ({name}.dat)

File Format:   ASCII
               Starting Values   (lines 14 to {last_value})
               Certified Values  (lines 14 to  {last_certified})
               Data              (lines {first_datum} to {last_datum})

Model:         {model}

          Starting Values                  Certified Values

        Start 1     Start 2           Parameter     Standard Deviation
{values}

Residual Sum of Squares:                    {sum_of_squares:.10E}
Residual Standard Deviation:                {residual_deviation:.10E}
Degrees of Freedom:                         {degrees:9}
Number of Observations:                     {n:9}

Data:   y               x
{data}
"""


@pytest.fixture
def nist(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    monkeypatch.delitem(sys.modules, "nist", raising=False)
    return import_module("nist")


def solved_problem(jacobian: Floats) -> tuple[Floats, Floats]:
    """Return residuals that no step reduces to first order, and the deviations they give.

    The least-squares problem is solved where its residuals are orthogonal to the Jacobian.
    """
    n, k = jacobian.shape
    noise = np.random.default_rng(3).normal(size=n)
    residuals = 0.01 * (noise - jacobian @ np.linalg.lstsq(jacobian, noise)[0])
    variance = residuals @ residuals / (n - k)
    return residuals, np.sqrt(variance * np.diag(np.linalg.inv(jacobian.T @ jacobian)))


def write(
    path: Path,
    *,
    model: str,
    starts: tuple[Floats, Floats],
    certified: tuple[Floats, Floats],
    residuals: Floats,
    data: Floats,
) -> None:
    """Write a problem in NIST's format."""
    n, k = len(data), len(certified[0])
    columns = zip(*starts, *certified, strict=True)
    squares = float(residuals @ residuals)
    text = FORMAT.format(
        name=path.stem,
        model=model,
        last_value=13 + k,
        last_certified=18 + k,
        first_datum=21 + k,
        last_datum=20 + k + n,
        values="\n".join(
            f"  b{i} = {s1:11.6g} {s2:11.6g}  {p:.10E}  {d:.10E}"
            for i, (s1, s2, p, d) in enumerate(columns, 1)
        ),
        sum_of_squares=squares,
        residual_deviation=np.sqrt(squares / (n - k)),
        degrees=n - k,
        n=n,
        data="\n".join("  ".join(f"{float(v)!r}E0" for v in row) for row in data),
    )
    path.write_text(text, encoding="ascii")


@pytest.fixture
def saturation(tmp_path: Path) -> Path:
    """Write ``y = b1 (1 - exp(-b2 x))``, solved by (2, 0.5)."""
    x = np.linspace(0.5, 6.0, 12)
    e = np.exp(-0.5 * x)
    residuals, deviations = solved_problem(np.stack([1 - e, 2 * x * e], axis=1))
    path = tmp_path / "Misra1a.dat"
    write(
        path,
        model="y = b1*(1-exp[-b2*x])  +  e",
        starts=(np.array([5.0, 0.1]), np.array([1.8, 0.6])),
        certified=(np.array([2.0, 0.5]), deviations),
        residuals=residuals,
        data=np.stack([2 * (1 - e) + residuals, x], axis=1),
    )
    return path


def test_a_file_is_read_as_it_says(nist: Any, saturation: Path) -> None:
    problem = nist.read(saturation)
    assert problem.name == "Misra1a"
    np.testing.assert_array_equal(problem.starts, [[5.0, 0.1], [1.8, 0.6]])
    np.testing.assert_array_equal(problem.parameters, [2.0, 0.5])
    (x,) = problem.predictors
    np.testing.assert_array_equal(x, np.linspace(0.5, 6.0, 12))
    at_solution = problem.residuals(problem.parameters)
    np.testing.assert_allclose(at_solution @ at_solution, problem.sum_of_squares, rtol=1e-9)
    s = np.sqrt(problem.sum_of_squares / 10)
    np.testing.assert_allclose(problem.residual_deviation, s, rtol=1e-9)


def test_known_solution_is_found_from_both_starts(nist: Any, saturation: Path) -> None:
    problem = nist.read(saturation)
    for start in problem.starts:
        fit = nist.fit(problem.residuals, start)
        np.testing.assert_allclose(fit.parameters, problem.parameters, rtol=1e-10)
        np.testing.assert_allclose(fit.plane.deviations, problem.deviations, rtol=1e-9)
        np.testing.assert_allclose(fit.plane.sum_of_squares, problem.sum_of_squares, rtol=1e-9)
        assert fit.function_evaluations >= fit.jacobian_evaluations > 1


def test_overflow_on_the_way_is_survived(nist: Any) -> None:
    x = np.linspace(0.5, 6.0, 12)

    def residuals(b: Any) -> Any:  # the first step from 0.01 leads to exp(710) and beyond
        return np.exp(b[0] * x * 10) - np.exp(x)

    fit = nist.fit(residuals, np.array([0.01]))
    np.testing.assert_allclose(fit.parameters, [0.1], rtol=1e-12)


def test_response_may_be_a_logarithm(nist: Any, tmp_path: Path) -> None:
    weeks, celsius = np.meshgrid([1.0, 2.0, 4.0], [180.0, 225.0, 250.0])
    x1, x2 = weeks.ravel(), celsius.ravel()
    e = np.exp(-0.01 * x2)
    jacobian = np.stack([np.ones_like(x1), -x1 * e, 2 * x1 * x2 * e], axis=1)
    residuals, deviations = solved_problem(jacobian)
    path = tmp_path / "Nelson.dat"
    write(
        path,
        model="log[y] = b1 - b2*x1 * exp[-b3*x2]  +  e",
        starts=(np.array([2.0, 1.5, 0.009]), np.array([3.0, 2.5, 0.011])),
        certified=(np.array([2.5, 2.0, 0.01]), deviations),
        residuals=residuals,
        data=np.stack([np.exp(2.5 - 2 * x1 * e + residuals), x1, x2], axis=1),
    )
    assert nist.solved(nist.read(path))


def test_what_is_not_in_the_format_is_refused(nist: Any, saturation: Path) -> None:
    saturation.write_text(saturation.read_text().replace("Residual Sum of Squares:", "RSS:"))
    with pytest.raises(ValueError, match=r"Misra1a\.dat is not in NIST's format"):
        nist.read(saturation)


def test_few_solved_problems_are_a_failure(
    nist: Any,
    saturation: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["nist.py", str(saturation.parent)])
    assert nist.main() == 1
    assert "1 of 1 problems" in capsys.readouterr().out
    monkeypatch.setattr(nist, "REQUIRED", 1)
    assert nist.main() == 0


def test_digits_are_those_of_the_worst_element(nist: Any) -> None:
    certified = np.array([1.0, -200.0])
    assert nist.digits(certified * [1 + 1e-9, 1 + 1e-4], certified) == pytest.approx(4)
    assert nist.digits(certified, certified) == 11
