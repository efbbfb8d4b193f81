"""``python -m autodiff check``: statuses for scripts, and the points that one can name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autodiff.__main__ import main

MODULE = """\
import numpy as np
import autodiff as ad

example = (np.array([0.5, 1.0]), 2.0)
seen = []

def loss(x, k=1.0):
    seen.append((x, k))
    return np.sum(np.tanh(x) * k)

def points():
    return [np.ones(2)]

class Wrong(ad.Function):
    def forward(self, x):
        return x**3
    def backward(self, gy):
        return 2.0 * self.inputs[0] ** 2 * gy

class Layer:
    rule = staticmethod(lambda x: Wrong()(x))

def tree(p, n):
    return p["w"][0] @ p["b"] * n

def boom(x):
    raise KeyError("its own")
"""


@pytest.fixture(autouse=True)
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    (tmp_path / "sample_model.py").write_text(MODULE)
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    sys.modules.pop("sample_model", None)


def check(*arguments: str) -> int:
    return main(["check", *arguments])


@pytest.mark.parametrize(
    "arguments",
    [
        ("loss", "--shape", "3,2"),
        ("loss", "--shape", "3", "--shape", "", "--order", "3", "--seed", "4"),
        ("loss", "--shape", "2", "--dtype", "float32", "--modes", "rev"),
        ("loss", "--shape", "2", "--dtype", "complex128"),
        ("loss", "--at", "example"),
        ("loss", "--at", "points"),
        ("loss", "--at", "sample_model:example"),
        ("loss", "--json", "[[0.5, 1.0], 2]"),
        ("tree", "--json", '[{"w": [[[1.0, 2.0], [3.0, 4.0]], [1.0]], "b": [1, 2]}, 3]'),
    ],
)
def test_right_derivatives_have_status_0(arguments: tuple[str, ...], capsys: Any) -> None:
    name, *rest = arguments
    assert check(f"sample_model:{name}", *rest) == 0
    out, err = capsys.readouterr()
    assert f"sample_model:{name}: derivatives up to order" in out
    assert err == ""


def test_wrong_ones_have_status_1_and_say_what_is_wrong(capsys: Any) -> None:
    assert check("sample_model:Layer.rule", "--json", "[[0.5, 1.0]]") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "sample_model:Layer.rule: check_grads: reverse mode disagrees" in err
    assert "found is expected times 0.666666667" in err


def test_what_cannot_be_told_has_a_status_of_its_own(capsys: Any) -> None:
    assert check("numpy:abs", "--json", "[[0.0, 1.0]]") == 3
    assert "inconclusive" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("loss", "--shape", "2"), "not of the form module:function"),
        ((":loss", "--shape", "2"), "not of the form module:function"),
        (("no_such_module:loss", "--shape", "2"), "no module 'no_such_module'"),
        (("sample_model.inner:loss", "--shape", "2"), "no module 'sample_model.inner'"),
        (("sample_model:lost", "--shape", "2"), "'sample_model' has no 'lost'"),
        (("sample_model:loss", "--at", "lost"), "has no 'lost'"),
        (("sample_model:loss", "--at", "Layer.rule.__name__"), "a tuple of arguments is wanted"),
        (("sample_model:loss", "--json", "[1.0"), "not JSON"),
        (("sample_model:loss", "--json", "1.0"), "as in '[1.0]'"),
        (("sample_model:loss", "--shape", "2", "--dtype", "int64"), "has no derivatives"),
        (("sample_model:loss", "--shape", "2", "--dtype", "number"), "NumPy knows no"),
        (("sample_model:boom", "--shape", "2"), "KeyError: 'its own'"),
        (("sample_model:loss", "--json", "[1]"), "no argument is of floating-point numbers"),
    ],
)
def test_wrong_usage_has_status_2(arguments: tuple[str, ...], text: str, capsys: Any) -> None:
    assert check(*arguments) == 2
    assert text in capsys.readouterr().err


@pytest.mark.parametrize(
    "rest",
    [(), ("--shape", "a"), ("--shape", "2", "--json", "[]"), ("--shape", "2", "--order", "0"),
     ("--shape", "2", "--modes", "both")],
)  # fmt: skip
def test_wrong_options_are_refused_by_the_parser(rest: tuple[str, ...], capsys: Any) -> None:
    with pytest.raises(SystemExit) as error:
        check("sample_model:loss", *rest)
    assert error.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_nothing_on_the_command_line_is_evaluated(module: Path) -> None:
    made = module / "made"
    program = f"__import__('pathlib').Path({str(made)!r}).touch()"
    for arguments in (("sample_model:loss", "--json", program), (program, "--shape", "2"),
                      ("sample_model:loss", "--at", program)):  # fmt: skip
        assert check(*arguments) == 2
    assert not made.exists()


def test_modules_of_the_current_directory_are_found(module: Path) -> None:
    command = [sys.executable, "-m", "autodiff", "check", "sample_model:loss", "--shape", "2"]
    run = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=module, env={**os.environ}
    )
    assert run.returncode == 0, run.stderr
