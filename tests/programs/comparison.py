"""A program run on Variables, and what differs from the reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

import autodiff as ad

from .reference import PASSES, Abandoned, Reference, Refused, Senseless, attempt, elements, run
from .steps import Program

if TYPE_CHECKING:
    from .steps import Array, Step

RTOL = 1e-9
REFUSALS = (IndexError, TypeError, ValueError)
"""What NumPy says of shapes and indices that do not fit; which of them depends on the dtype, and on
what is looked at first where several things are wrong."""


class Mismatch(AssertionError):  # noqa: N818  # it is what was found
    """The library and the reference differ."""


@dataclass
class Pass:
    """What a backward pass came to: an error, or gradients, and ``grad`` of each leaf then."""

    error: Exception | None
    found: Any
    again: Any
    grads: dict[str, Any]


class Machine:
    """Runs the steps of a program on Variables.

    Attributes
    ----------
    passes
        What each pass came to; a call of ``cleargrad`` has its place among them.
    """

    def __init__(self, program: Program) -> None:
        self.names: dict[str, Any] = {
            name: ad.Variable(x.copy()) for name, x in program.leaves.items()
        }
        self.leaves = list(self.names)
        self.names |= {name: c.copy() for name, c in program.constants.items()}
        self.globals = {"np": np, "ad": ad, "__builtins__": __builtins__}
        self.passes: list[Pass] = []

    def run(self, step: Step) -> Exception | None:
        """Run one step, return what it raised."""
        error: Exception | None = None
        try:
            self._run(step)
        except Exception as raised:  # noqa: BLE001  # compared with the reference's
            error = raised
        if step.kind in PASSES or step.kind == "cleargrad":
            grads = {n: _copy(self.names[n].grad) for n in self.leaves}
            found, again = self.names.get("found"), self.names.get("again")
            self.passes.append(Pass(error, found, again, grads))
        return error

    def _run(self, step: Step) -> None:
        if step.kind != "block":
            exec(step.code, self.globals, self.names)  # noqa: S102  # a program of our own
            return
        with ad.enable_grad() if "enable" in step.text else ad.no_grad():
            for inner in step.steps:
                self._run(inner)
            if step.raises:
                raise Abandoned


def _copy(g: Any) -> Any:
    return None if g is None else g.copy()


def compare(program: Program) -> int:
    """Run a program on both sides; return how many passes were compared, raise Mismatch."""
    with np.errstate(all="ignore"):
        reference = Reference(program)
        machine = Machine(program)
        for step in program.steps:
            compare_step(step, reference, machine)
        compare_values(reference, machine)
        return compare_gradients(program, machine)


def compare_step(step: Step, reference: Reference, machine: Machine) -> None:
    """Run one step on both sides, and compare what they raise."""
    freed, maybe_freed = set(reference.freed), set(reference.maybe_freed)
    expected = attempt(reference, step)
    if isinstance(expected, (NameError, KeyError)):
        raise Senseless
    got = machine.run(step)
    if isinstance(got, (ad.UntrackedError, ad.GraphFreedError)):
        reference.freed, reference.maybe_freed = freed, maybe_freed  # nothing was freed
    if not ad.Config.enable_backprop:
        msg = f"{step.text}: recording is left off"
        raise Mismatch(msg)
    if not _same_error(step, expected, got, reference):
        msg = f"{chr(10).join(step.lines())}: raises {got!r}, where {expected!r} was expected"
        raise Mismatch(msg) from got


def _same_error(
    step: Step, expected: Exception | None, got: Exception | None, reference: Reference
) -> bool:
    if step.kind in PASSES:
        if isinstance(expected, ad.GraphFreedError):
            return isinstance(got, (ad.GraphFreedError, ad.UntrackedError))
        if isinstance(got, ad.GraphFreedError):
            return reference.may_be_freed(step.target)
        return got is None or isinstance(got, ad.UntrackedError)  # gradients say whether it may
    if got is None and isinstance(expected, Refused):
        return expected.unchanged
    if expected is None or got is None:
        return expected is got
    kind = REFUSALS if isinstance(expected, REFUSALS) else type(expected)
    return isinstance(got, kind)


def compare_values(reference: Reference, machine: Machine) -> None:
    """Compare what all names stand for."""
    for name in reference.history:
        expected, got = reference.value(name), machine.names[name]._value
        if isinstance(expected, np.generic) != isinstance(got, np.generic):
            msg = f"{name} is {type(got)}, where {type(expected)} was expected"
            raise Mismatch(msg)
        if not _close(got, expected, _size(expected)):
            msg = f"{name} is {got!r}, where {expected!r} was expected"
            raise Mismatch(msg)


def _size(x: Any) -> float:
    return float(np.max(np.abs(x), initial=0.0))


def _close(got: Any, expected: Any, scale: float) -> bool:
    same_shape = np.shape(got) == np.shape(expected)
    return same_shape and bool(np.all(np.abs(got - expected) <= RTOL * (1.0 + scale)))


def slopes(program: Program) -> list[dict[str, Array]]:
    """Return for each pass the derivative by each leaf, by complex steps."""
    by_pass: list[dict[str, Array]] = []
    for name, i in elements(program):
        reference, _ = run(program, (name, i))
        for n, slope in enumerate(reference.slopes):
            if n == len(by_pass):
                by_pass.append({k: np.zeros(x.shape) for k, x in program.leaves.items()})
            by_pass[n][name].reshape(-1)[i] = slope
    return by_pass


def compare_gradients(program: Program, machine: Machine) -> int:
    """Compare what every pass has found, and what ``grad`` of the leaves was after each."""
    steps = [s for s in program.steps if s.kind in PASSES or s.kind == "cleargrad"]
    number = sum(step.kind in PASSES for step in steps)
    if not number:
        return 0
    zero: dict[str, Any] = {name: np.zeros(x.shape) for name, x in program.leaves.items()}
    expected = iter(slopes(program) or [zero] * number)  # no element to move
    total = dict(zero)
    scale = 0.0
    for step, done in zip(steps, machine.passes, strict=True):
        if step.kind == "cleargrad":
            total[step.target] = zero[step.target]
            continue
        slope = next(expected)
        scale = max(scale, *(_size(g) for g in slope.values()))
        if not np.isfinite(scale):
            break
        _compare_pass(program, step, done, slope, scale)
        if step.kind == "backward" and done.error is None:
            total = {name: t + slope[name] for name, t in total.items()}
        for name, t in total.items():
            got = done.grads[name]
            _require(f"after {step.text}: {name}.grad", t * 0 if got is None else got, t, scale)
    return number


def _compare_pass(
    program: Program, step: Step, done: Pass, slope: dict[str, Array], scale: float
) -> None:
    """Compare what one pass has returned, or the reason for which it returned nothing."""
    if isinstance(done.error, ad.UntrackedError) and any(g.any() for g in slope.values()):
        msg = f"{step.text}: says that nothing was recorded, where the gradient is {slope}"
        raise Mismatch(msg)
    if done.error is not None or step.kind == "backward":
        return
    for (name, g), f in zip(slope.items(), done.found, strict=True):
        _require(f"{step.text}: the gradient by {name}", f.data, g, scale)
    if step.kind == "second":
        _compare_second(program, step, done.again)


def _require(what: str, got: Array, expected: Array, scale: float) -> None:
    if not _close(got, expected, scale):
        msg = f"{what} is\n{got!r}, where\n{expected!r} was expected"
        raise Mismatch(msg)


def _compare_second(program: Program, step: Step, again: Any) -> None:
    """Compare a second derivative with differences of complex steps, where these agree."""
    if not any(x.size for x in program.leaves.values()):
        return
    at = program.steps.index(step)
    along = dict(zip(program.leaves, step.reads[1:], strict=True))

    def first(t: float) -> dict[str, Array]:
        leaves = {
            name: np.asarray(x + t * program.constants[along[name]])
            for name, x in program.leaves.items()
        }
        return slopes(Program(leaves, program.constants, program.steps[: at + 1]))[-1]

    estimates = [
        {n: (8 * (a[n] - b[n]) - (c[n] - d[n])) / (12 * h) for n in a}
        for h in (1e-3, 5e-4)
        for a, b, c, d in [(first(h), first(-h), first(2 * h), first(-2 * h))]
    ]
    scale = max(_size(g) for g in estimates[1].values())
    for (name, e), finer, found in zip(
        estimates[0].items(), estimates[1].values(), again, strict=True
    ):
        error = _size(e - finer)
        if error > 1e-4 * (1 + scale):
            continue  # a kink nearby
        if not np.all(np.abs(found.data - finer) <= 1e-6 * (1 + scale) + 10 * error):
            what = f"{step.text}: the second derivative by {name}"
            msg = f"{what} is\n{found.data!r}, where\n{finer!r} was expected"
            raise Mismatch(msg)


__all__ = ["Machine", "Mismatch", "compare"]
