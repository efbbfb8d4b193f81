"""SciPy's special functions: how rules are found, singularities, far tails, refusals."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from autodiff import Variable
from autodiff.errors import DetachedError, NoRuleError

sc = pytest.importorskip("scipy.special")

# Rules are found by themselves

BY_THEMSELVES = """
import sys
import autodiff as ad, numpy as np
assert not [m for m in sys.modules if m.startswith(("scipy", "autodiff.scipy"))]
import scipy.special
v = ad.Variable(np.array([0.5]))
scipy.special.erf(v).backward()
assert "autodiff.scipy.special" in sys.modules
assert v.grad is not None
"""


def test_rules_are_imported_when_a_function_meets_a_variable() -> None:
    command = [sys.executable, "-c", BY_THEMSELVES]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_a_function_without_rule_is_named() -> None:
    with pytest.raises(NoRuleError, match=r"^scipy\.special\.obl_cv has no differentiation rule"):
        sc.obl_cv(1, 2, Variable(np.array(0.5)))


def test_a_function_that_does_not_dispatch_names_ours() -> None:
    with pytest.raises(DetachedError, match=r"autodiff\.scipy\.special\.polygamma keeps"):
        sc.polygamma(1, Variable(np.array(0.5)))
