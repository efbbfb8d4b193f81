"""How Variables are shown, and how plain values leave them."""

from __future__ import annotations

import copy
import warnings
from typing import Any

import numpy as np
import pytest
from untyped import variable

import autodiff as ad
from autodiff import Variable
from autodiff.deprecation import deprecated


@pytest.mark.parametrize("spec", ["", ".3f", "8.2e", "+g", ">12"])
def test_a_number_is_formatted_as_pythons(spec: str) -> None:
    y = variable(np.array(3.14159)) * 2.0
    assert format(y, spec) == (format(6.28318, spec) if spec else "variable(6.28318)")
    assert f"{variable(np.array(7)):03d}" == "007"


def test_an_array_is_not_formatted_as_a_number() -> None:
    with pytest.raises(TypeError, match="format"):
        f"{variable(np.ones(3)):.2f}"


def test_plain_values() -> None:
    x = variable(np.array([[1.0, 2.0]]))
    y = x * 2.0
    assert y.tolist() == [[2.0, 4.0]]
    assert type(y.sum().item()) is float
    assert type(y.numpy()) is np.ndarray
    assert not y.numpy().flags.writeable
    assert x.numpy() is x.data


def test_what_is_detached_has_no_history_and_the_same_memory() -> None:
    x: Any = Variable(np.array([1.0, 2.0]), "x")
    y = x * x
    z = y.detach()
    assert z.creator is None
    assert np.shares_memory(z.data, y.data)
    (z * x).sum().backward()
    assert x.grad.tolist() == [1.0, 4.0]
    with pytest.raises(ad.UntrackedError):
        z.sum().detach().backward()
    assert Variable(np.ones(2, int)).detach().dtype == int


def test_copies() -> None:
    x: Any = Variable(np.array([1.0, 2.0]))
    for y in (x.copy(), copy.copy(x), np.copy(x)):
        y.sum().backward()
        assert not np.shares_memory(y.data, x.data)
    assert x.grad.tolist() == [3.0, 3.0]


def test_completion_offers_what_exists() -> None:
    x = variable(np.ones((2, 2)))
    names = [n for n in dir(x) if not n.startswith("_")]
    assert {"data", "grad", "backward", "draw", "detach", "numpy", "item", "T"} <= {*names}
    assert all(hasattr(x, name) for name in names)
    assert all(getattr(type(x), n).__doc__ for n in names if n != "name")


class Printer:
    """Notes what IPython's printer is told."""

    def __init__(self) -> None:
        self.text_: list[str] = []

    def text(self, text: str) -> None:
        self.text_.append(text)

    def break_(self) -> None:
        self.text_.append("\n")


def test_pretty_printing_is_the_repr() -> None:
    x: Any = Variable(np.ones((2, 3)))
    printer = Printer()
    x._repr_pretty_(printer, cycle=False)
    assert "".join(printer.text_) == repr(x)


@pytest.mark.parametrize(
    "data",
    [None, np.array(1.5), np.array([]), np.arange(30.0), np.ones((30, 20)), np.ones((2, 2, 2)),
     np.arange(3), np.array([True, False]), np.array([1 + 2j])],
    ids=str,
)  # fmt: skip
def test_notebooks_get_a_table_and_the_text(data: Any) -> None:
    x: Any = Variable(data, "<b>&")
    shown = x._repr_mimebundle_()
    assert shown["text/plain"] == repr(x)
    html = shown["text/html"]
    assert "<b>&lt;b&gt;&amp;</b>" in html
    assert len(html) < 12_000
    assert {*x._repr_mimebundle_(include=["text/html"])} == {"text/html"}
    assert {*x._repr_mimebundle_(exclude=["text/html"])} == {"text/plain"}


def test_the_table_says_where_it_is_from_and_shows_a_few() -> None:
    x: Any = Variable(np.arange(100.0), "x")
    y = np.exp(-x)
    html = y._repr_mimebundle_()["text/html"]
    assert "float64[100]" in html
    assert "from exp" in html
    assert html.count("<td") == 9
    y.sum().backward()
    assert "has a gradient" in x._repr_mimebundle_()["text/html"]


def test_what_is_deprecated_warns_at_the_users_line() -> None:
    @deprecated("old() is new() since 1.1")
    def old(x: int) -> int:
        """Return x."""
        return x

    with pytest.warns(DeprecationWarning, match="old.. is new.. since") as caught:
        assert old(3) == 3  # type: ignore[deprecated]  # that is the point
    assert caught[0].filename == __file__
    marked: Any = old  # type: ignore[deprecated]  # as above
    assert marked.__name__ == "old"
    assert vars(marked)["__deprecated__"] == "old() is new() since 1.1"

    @deprecated("Old is New")
    class Old:
        pass

    with pytest.warns(DeprecationWarning, match="Old is New"):
        assert isinstance(Old(), Old)  # type: ignore[deprecated]  # as above

    @deprecated("for checkers only", category=None)
    def quiet() -> int:
        return 1

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert quiet() == 1  # type: ignore[deprecated]  # as above
    with pytest.raises(TypeError, match="message is a string"):
        deprecated(old)  # type: ignore[arg-type, deprecated]  # the parentheses are missing
