"""The fixture ``check_grads``: found by pytest, a seed of the test's own, a short report."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autodiff.testing import CheckGrads, GradientCheckError

pytest_plugins = ["pytester"]

LOAD = ("-p", "pytest_autodiff", "-p", "no:cacheprovider")
"""By name: the plugin is loaded where it is not installed, and once where it is."""

SAMPLE = """
import numpy as np
import autodiff as ad

class Wrong(ad.Function):
    def forward(self, x):
        return np.sin(x)
    def backward(self, gy):
        return -np.cos(self.inputs[0]) * gy

def test_right(check_grads):
    check_grads(np.sin, (np.ones(3),), order=3)

def test_wrong(check_grads):
    check_grads(Wrong(), (np.ones(3),))

def test_seed(check_grads):
    print("seed", check_grads.seed)
"""


def test_a_failure_shows_the_line_of_the_test_and_nothing_from_inside(pytester: Any) -> None:
    pytester.makepyfile(test_sample=SAMPLE)
    result = pytester.runpytest_inprocess(*LOAD)
    result.assert_outcomes(passed=2, failed=1)
    seed = CheckGrads("test_sample.py::test_wrong").seed
    result.stdout.fnmatch_lines(
        [
            ">*check_grads(Wrong(), (np.ones(3),))",
            "E*GradientCheckError: check_grads: reverse mode disagrees with differences",
            "E*input     argument 0[[]*]",
            "E*likely    the sign is wrong",
            f"E*seed={seed} draws the same directions",
            "test_sample.py:14: GradientCheckError",
        ]
    )
    for inside in ("point.py", "named.py", "diagnosis.py", "checks.py"):
        assert inside not in result.stdout.str()


def test_the_seed_is_that_of_the_test_in_every_run(pytester: Any) -> None:
    pytester.makepyfile(test_sample=SAMPLE)
    seed = CheckGrads("test_sample.py::test_seed").seed
    for _ in range(2):
        result = pytester.runpytest_inprocess(*LOAD, "-rP", "-k", "seed")
        result.stdout.fnmatch_lines([f"seed {seed}"])
    assert seed != CheckGrads("test_sample.py::test_wrong").seed


def test_a_project_may_have_a_fixture_of_this_name(pytester: Any) -> None:
    pytester.makeconftest("import pytest\n@pytest.fixture\ndef check_grads(): return 3")
    pytester.makepyfile("def test(check_grads): assert check_grads == 3")
    pytester.runpytest_inprocess(*LOAD).assert_outcomes(passed=1)


def test_the_fixture_is_listed_with_its_documentation(pytester: Any) -> None:
    result = pytester.runpytest_inprocess(*LOAD, "--fixtures")
    result.stdout.fnmatch_lines(["check_grads -- *pytest_autodiff*", "*random directions*"])


def test_a_seed_may_be_given() -> None:
    check = CheckGrads("name")
    with pytest.raises(GradientCheckError, match=f"seed={check.seed}"):
        check(lambda x: x * np.random.default_rng().normal(), (1.0,))
    with pytest.raises(GradientCheckError, match="seed=5"):
        check(lambda x: x * np.random.default_rng().normal(), (1.0,), seed=5)


def test_pytest_finds_it_by_the_entry_point() -> None:
    """Under the name of the module, so that ``-p`` with this name does not load it twice."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())
    entry_points = project["project"]["entry-points"]["pytest11"]
    assert entry_points == {"pytest_autodiff": "pytest_autodiff"}
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert "src/pytest_autodiff" in wheel["packages"]


def test_an_installed_plugin_that_is_named_too_is_loaded_once(pytester: Any) -> None:
    metadata = pytester.mkdir("autodiff_entry-1.dist-info")
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: autodiff-entry\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text("[pytest11]\npytest_autodiff = pytest_autodiff\n")
    pytester.makepyfile(test_sample=SAMPLE)
    pytester.syspathinsert()
    result = pytester.runpytest_subprocess(*LOAD, "-k", "right")
    result.assert_outcomes(passed=1, deselected=2)


def test_those_who_do_not_use_it_do_not_wait_for_numpy() -> None:
    program = "import sys, pytest_autodiff; sys.exit(bool({'numpy', 'autodiff'} & {*sys.modules}))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
