"""``autodiff.numpy`` has all that differentiates, and its names are NumPy's own functions."""

from __future__ import annotations

import builtins
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from operations.case import NUMPY

import autodiff.numpy as anp
from autodiff import Variable
from autodiff.numpy import like
from autodiff.registry import FUNCTIONS, METHODS, PLAIN, UFUNCS

ROOT = Path(__file__).parents[1]
KNOWN = {*UFUNCS, *FUNCTIONS, *PLAIN, *(ufunc for ufunc, call in METHODS if call == "__call__")}
PUBLIC = {name: getattr(np, name) for name in dir(np) if not name.startswith("_")}
REGISTERED = sorted(name for name, f in PUBLIC.items() if callable(f) and f in KNOWN)
OURS = {"array", "asarray", "asanyarray", "ascontiguousarray", "asfortranarray", "full"}
"""What does not dispatch: NumPy's for arrays, ours where there is a Variable."""
OLD = {"in1d", "row_stack", "trapz"}
"""Names that NumPy itself has given up, or is about to."""


@pytest.mark.parametrize("name", [name for name in REGISTERED if name not in OLD])
def test_what_is_registered_has_a_type(name: str) -> None:
    assert getattr(anp, name) is PUBLIC[name]


def test_names_are_numpys_own() -> None:
    for name in anp.__all__:
        if hasattr(np, name) and name not in OURS:
            assert getattr(anp, name) is getattr(np, name), name


def test_all_names_are_listed_in_order_and_hide_no_builtins() -> None:
    assert anp.__all__ == sorted(set(anp.__all__))
    listed = set(anp.__all__)
    assert not [name for name in listed if hasattr(builtins, name)]
    modules = {path.stem for path in (ROOT / "src" / "autodiff" / "numpy").glob("*")}
    here = {name for name in vars(anp) if not name.startswith("_")} - modules - {"annotations"}
    here.discard("polynomial")  # a package of its own, if it has been imported
    assert {name for name in here if not hasattr(builtins, name)} == listed


@pytest.mark.skipif(NUMPY >= "2.5.0", reason="which has lost names")
def test_the_list_of_names_is_current() -> None:
    command = [sys.executable, str(ROOT / "tools" / "generate_mirror.py"), "--check"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_family_of_a_name_is_derived_from_its_own_rule() -> None:
    def roll(a: object, shift: int) -> None:
        raise NotImplementedError

    with pytest.raises(LookupError, match=r"np\.roll is not what"):
        like.same_shape(roll)
    with pytest.raises(LookupError, match="sin is not declared as plain"):
        like.plain(np.sin)


def test_a_name_of_a_later_numpy_says_so_when_called() -> None:
    def no_such_function(a: object) -> None:
        raise NotImplementedError

    with pytest.raises(AttributeError, match="has no no_such_function"):
        like.same_shape(no_such_function)(np.ones(3))
    with pytest.raises(AttributeError, match="has no nothing"):
        like.own("nothing")()


@pytest.mark.parametrize("name", sorted(OURS & set(anp.__all__)))
def test_conversions_are_numpys_for_arrays_and_ours_for_variables(name: str) -> None:
    first = (2,) if name == "full" else ()
    function = getattr(anp, name)
    assert isinstance(function(*first, np.array(1.0)), np.ndarray)
    assert isinstance(function(*first, Variable(np.array(1.0))), Variable)
    if name != "full":
        assert isinstance(function([1.0, 2.0]), np.ndarray)
        assert isinstance(function([1.0, Variable(np.array(1.0))]), Variable)
