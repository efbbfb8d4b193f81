"""Random programs mean on Variables what they mean in NumPy, and have the right gradients.

``programs`` says what a program is made of and how it is compared. Here are the few that every
run of the tests can afford, and a state machine, whose failures Hypothesis shrinks;
``make soak`` runs 100,000.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from programs.comparison import Machine, Mismatch, compare, compare_step, compare_values
from programs.reference import Reference
from programs.shrinking import difference, shrunk
from programs.steps import Program, Step
from programs.writing import KINDS, Writer, program

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

randoms = st.randoms(use_true_random=False)


@pytest.mark.parametrize("seed", range(20))
def test_programs(seed: int) -> None:
    for n in range(50):
        written, _ = program(random.Random(1000 * seed + n))  # noqa: S311  # no secret
        try:
            compare(written)
        except Mismatch as mismatch:
            pytest.fail(f"{mismatch}\n\n{shrunk(written)}")


class Programs(RuleBasedStateMachine):
    """Each rule adds a step, which both sides run at once; gradients are compared in the end."""

    @initialize(rng=randoms)
    def start(self, rng: Any) -> None:
        self.writer = Writer(rng)
        self.done = 0
        self.machine = Machine(self.writer.program)
        self.reference = Reference(self.writer.program)

    def step(self, rng: Any, make: Any) -> None:
        self.writer.rng = rng
        with np.errstate(all="ignore"):
            step = make(self.writer)
            if step is not None:
                self.writer.add(step)
            for name, values in self.writer.program.constants.items():
                if name not in self.machine.names:
                    self.machine.names[name] = values.copy()
                    self.reference.names[name] = values.copy()
            for new in self.writer.program.steps[self.done :]:
                compare_step(new, self.reference, self.machine)
            self.done = len(self.writer.program.steps)
            compare_values(self.reference, self.machine)

    def going_on(self) -> bool:
        return not self.writer.ended

    def teardown(self) -> None:
        if hasattr(self, "writer") and self.going_on():
            try:
                compare(self.writer.program)
            except Mismatch as mismatch:
                msg = f"{mismatch}\n\n{shrunk(self.writer.program)}"
                raise Mismatch(msg) from mismatch


def _rule(make: Any) -> Any:
    @precondition(Programs.going_on)
    @rule(rng=randoms)
    def run(self: Programs, rng: Any) -> None:
        self.step(rng, make)

    return run


class Composed(Programs):
    """The machine, with a rule for each kind of step."""

    for make, weight in KINDS:
        if weight:
            locals()[f"add_{make.__name__}"] = _rule(make)
    del make, weight


Composed.TestCase.settings = settings(
    max_examples=60, stateful_step_count=12, derandomize=True, database=None, deadline=None
)
TestComposed = Composed.TestCase


# The comparison itself


def steps_in(steps: Any) -> Iterator[Step]:
    for step in steps:
        yield step
        yield from steps_in(step.steps)


def test_the_programs_have_all_that_they_are_to_have() -> None:
    kinds: Counter[str] = Counter()
    texts: set[str] = set()
    errors: Counter[str] = Counter()
    compared = 0
    with np.errstate(all="ignore"):
        for seed in range(1000):
            written, raised = program(random.Random(seed))  # noqa: S311  # as above
            steps = list(steps_in(written.steps))
            kinds.update(step.kind for step in steps)
            texts.update(step.text for step in steps)
            errors.update(type(error).__name__ for error in raised)
            compared += sum(step.kind == "backward" for step in steps)
    assert set(kinds) >= {
        "new", "alias", "write", "block", "delete", "replace", "cleargrad", "backward",
        "gradients", "second",
    }  # fmt: skip
    assert min(kinds.values()) > 20
    assert {"ValueError", "IndexError", "Refused", "GraphFreedError", "Abandoned"} <= set(errors)
    assert compared > 1000
    text = "\n".join(texts)
    for part in ("retain_graph", "create_graph", "enable_grad", "no_grad", ".T", "+=", "@"):
        assert part in text


@pytest.mark.parametrize(
    ("module", "rule_name", "method", "fault"),
    [
        ("autodiff.ops.mul", "Mul", "pullbacks", lambda r: (r[0], r[0])),
        ("autodiff.ops.getitem", "Getitem", "add_into", lambda _r: lambda _s, _t, _g: None),
        ("autodiff.ops.indexing.setitem", "SetItem", "backward1", lambda _r: lambda _s, g: 0 * g),
        ("autodiff.views", None, "views_of", lambda _r: lambda _v: iter(())),
    ],
)
def test_faults_are_found(
    monkeypatch: pytest.MonkeyPatch, module: str, rule_name: str | None, method: str, fault: Any
) -> None:
    holder: Any = import_module("autodiff.inplace" if rule_name is None else module)
    holder = holder if rule_name is None else getattr(holder, rule_name)
    monkeypatch.setattr(holder, method, fault(getattr(holder, method)))
    found = None
    for seed in range(400):
        with np.errstate(all="ignore"):
            written, _ = program(random.Random(seed))  # noqa: S311  # as above
        if difference(written) is not None:
            found = shrunk(written)
            break
    assert isinstance(found, Program)
    assert len(found.steps) <= 6
    assert "import numpy" in str(found)
