"""Warnings are the user's: his line is named, and his filters decide."""

from __future__ import annotations

import ast
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from untyped import variable

import autodiff as ad
from autodiff.diagnosis.lines import user_line, warn

PACKAGE = Path(ad.__file__).parent


def test_nobody_warns_but_by_the_users_line() -> None:
    """A stack level is a number that is wrong as soon as a function is called by another."""
    for path in PACKAGE.rglob("*.py"):
        calls = [
            node.func
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Call)
        ]
        found = [ast.unparse(f) for f in calls if ast.unparse(f).startswith("warnings.warn")]
        assert not found or path.parts[-2:] == ("diagnosis", "lines.py"), path


def degenerate() -> Any:
    return np.polyfit(np.ones(3), variable(np.ones(3)), 1)


def within_a_transform() -> Any:
    f: Any = lambda y: np.polyfit(np.ones(3), y, 1)  # noqa: E731  # the line
    return ad.vjp(f, np.ones(3))


@pytest.mark.parametrize("program", [degenerate, within_a_transform])
def test_warning_names_the_line(program: Any) -> None:
    with pytest.warns(np.exceptions.RankWarning) as record:
        program()
    (warning,) = record
    assert warning.filename == __file__
    line = Path(__file__).read_text().splitlines()[warning.lineno - 1]
    assert "np.polyfit(np.ones(3)" in line


def test_filters_are_those_of_the_line() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")  # once a line
        for _ in range(3):
            degenerate()
        degenerate()
    assert len(caught) == 1
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", module=__name__.replace(".", r"\."))
        degenerate()
    assert not caught
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(np.exceptions.RankWarning):
            degenerate()


def test_without_a_users_line_there_is_a_warning_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autodiff.diagnosis.lines._LIBRARIES", ("/", "<"))
    assert user_line() is None
    with pytest.warns(UserWarning, match="so it is"):
        warn("so it is", UserWarning)
