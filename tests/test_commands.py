"""``python -m autodiff`` but for ``check`` and ``ops``: pictures, versions, times."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import autodiff as ad
from autodiff.__main__ import main
from autodiff.bench_command import WORKLOADS

MODULE = """\
import numpy as np

example = ({"w": np.ones(3), "b": 1.0}, np.ones(3), 2)

def loss(p, x, n=1):
    return np.tanh(p["w"] * x + p["b"]).sum() * n

def boom(x):
    raise KeyError("its own")

def nothing(x):
    return 3.0
"""


@pytest.fixture(autouse=True)
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "sample_drawn.py").write_text(MODULE)
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    sys.modules.pop("sample_drawn", None)


def test_a_graph_is_drawn_with_the_names_of_parameters(module: Path, capsys: Any) -> None:
    for suffix in ("svg", "dot", "gv", "mmd"):
        path = module / f"graph.{suffix}"
        assert main(["graph", "sample_drawn:loss", "--at", "example", "-o", str(path)]) == 0
        assert "tanh" in path.read_text()
    assert main(["graph", "sample_drawn:loss", "--at", "example"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("flowchart TB")
    assert {"p[0]", "p[1]", "x"} <= {*re.findall(r'\(\["(.*?)<br/>', out)}


def test_functions_in_c_and_options(capsys: Any) -> None:
    assert main(["graph", "numpy:add", "--shape", "2", "--shape", "2", "--brief"]) == 0
    out = capsys.readouterr().out
    assert "float64" not in out
    assert "add" in out


@pytest.mark.parametrize(
    ("arguments", "status", "text"),
    [
        (("sample_drawn:lost", "--shape", "2"), 2, "has no 'lost'"),
        (("no_such_module:f", "--shape", "2"), 2, "no module 'no_such_module'"),
        (("sample_drawn:example", "--shape", "2"), 2, "is no function"),
        (("sample_drawn:loss", "--json", "1"), 2, "as in '[1]'"),
        (("sample_drawn:boom", "--shape", "2"), 1, "KeyError: 'its own'"),
        (("sample_drawn:nothing", "--shape", "2"), 1, "y is a Variable"),
        (("numpy:sin", "--shape", "2", "-o", "graph.png"), 2, "end with one of"),
        (("numpy:sin", "--shape", "2", "-o", "no/such/graph.svg"), 1, "No such file"),
        (("numpy:sin", "--shape", "2", "--limit", "1"), 2, "limit"),
    ],
)
def test_errors_are_plain_and_have_a_status(
    arguments: tuple[str, ...], status: int, text: str, capsys: Any
) -> None:
    assert main(["graph", *arguments]) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert text in err
    assert "Traceback" not in err
    assert len(err.splitlines()) == 1


def test_info_and_show_versions_say_the_same(capsys: Any) -> None:
    assert main(["info"]) == 0
    info = capsys.readouterr().out
    ad.show_versions()
    assert capsys.readouterr().out == info
    for text in ("autodiff", "Python", np.__version__, "SciPy", "BLAS", "threads", "platform"):
        assert text in info


def test_bench_prints_a_row_each(capsys: Any) -> None:
    assert main(["bench", "--seconds", "0.001"]) == 0
    rows = capsys.readouterr().out.splitlines()[1:]
    assert [row.split()[0] for row in rows] == [w.name for w in WORKLOADS]
    assert all(re.search(r"\d+\.\d+x$", row) for row in rows)
    assert main(["bench", "lost"]) == 2
    assert "there is no lost" in capsys.readouterr().err


def test_bench_says_what_is_wrong(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr("autodiff.bench_command.Workload.ours", lambda w: [np.nan] * len(w.inputs))
    assert main(["bench", "--seconds", "0", "scalar"]) == 1
    assert "differs" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["graph", "bench", "info", "check", "ops"])
def test_help_has_examples(command: str, capsys: Any) -> None:
    with pytest.raises(SystemExit) as exit_:
        main([command, "--help"])
    assert exit_.value.code == 0
    assert f"python -m autodiff {command}" in capsys.readouterr().out.split("example")[1]


def test_nothing_that_draws_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, autodiff; "
        "drawn = [m for m in sys.modules if m.startswith('autodiff.drawing.')]; "
        "sys.exit(str(drawn) if drawn else 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
