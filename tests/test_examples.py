"""The examples reproduce what they say they do."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"


def test_published_estimates_are_reproduced(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("statsmodels")
    monkeypatch.syspath_prepend(str(EXAMPLES))
    monkeypatch.delitem(sys.modules, "grades", raising=False)
    grades: Any = import_module("grades")
    assert grades.main() == 0
    assert "logit: log-likelihood -12.890" in capsys.readouterr().out
