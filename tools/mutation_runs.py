"""Mutants put into a process that has the library, or that is about to import it."""

from __future__ import annotations

import gc
import json
import os
import signal
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Final

import pytest
from forks import COLD, ERROR, KILLED, SURVIVED, TIMEOUT, first_failure, in_child, limit
from hypothesis import Phase, settings
from mutants import CONTROL, CONTROL_IMPORTED, Mutant, mutated
from mutation_results import Result, summary
from trace_tests import Reached, Tracer, load, store

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["OPTIONS", "ROOT", "SRC", "Run", "Warm", "try_out_cold"]

ROOT: Final = Path(__file__).parents[1]
SRC: Final = ROOT / "src"
RULES: Final = {"forward", "backward", "backward0", "backward1", "pushforward", "residual"}
"""Whose code is read as their class is made; see ``autodiff.operation``."""
QUICK: Final = 1.0
WITHOUT: Final = ("cacheprovider", "xdist", "benchmark")
OPTIONS: Final = (
    "-q",
    *(f"-pno:{name}" for name in WITHOUT),
    "-Wignore::pytest.PytestAssertRewriteWarning",  # imported before pytest could
)


@dataclass(slots=True)
class Run:
    """What is run, and where the results go."""

    chosen: list[Mutant]
    folder: Path
    budget: float
    results: list[Result] = field(default_factory=list[Result])
    deferred: list[Mutant] = field(default_factory=list[Mutant])
    killers: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @property
    def traces(self) -> Path:
        """The file that says which test reaches which line."""
        return self.folder / "reached.jsonl"

    def tests_of(self, mutant: Mutant, reached: Reached, *, cold: bool) -> list[str]:
        """Return the tests that reach a mutant, those first that killed its neighbours.

        Quick ones come before slow ones, and no more than can be run in the time allowed. Of those
        that were not traced, which come last, a doctest knows its module, and any may look at
        what was imported.
        """
        path = str(SRC / mutant.path)
        first, last = mutant.scope if cold else mutant.lines
        found = reached.tests(path, first, last)
        if cold and not found:
            found = reached.tests(path, 1, 10**6)
        name = mutant.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        quick = [t for t in reached.untraced if reached.seconds[t] < QUICK]
        found += [t for t in quick if cold or f"[{name}]" in t]
        kills = self.killers[mutant.path]
        others = {*reached.untraced}
        found.sort(key=lambda t: (-kills[t], t in others, reached.seconds[t]))
        spent = 0.0
        for n, test in enumerate(found):
            spent += reached.seconds[test]
            if spent > self.budget:
                return found[:n]
        return found

    def note(self, result: Result) -> None:
        """Keep a result and add it to the file."""
        self.results.append(result)
        if result.by:
            self.killers[result.mutant.path][result.by] += 1
        with (self.folder / "results.jsonl").open("a") as file:
            file.write(json.dumps(asdict(result)) + "\n")
        if len(self.results) % 50 == 0:
            print(f"{len(self.results)} of {len(self.chosen)}: {summary(self.results)}", flush=True)


def functions_of(code: CodeType) -> dict[tuple[str, int, int], CodeType]:
    """Return the code of each function in that of a module, by its name and its place."""
    found: dict[tuple[str, int, int], CodeType] = {}
    todo = [code]
    while todo:
        for inner in todo.pop().co_consts:
            if isinstance(inner, CodeType):
                found[place_of(inner)] = inner
                todo.append(inner)
    return found


def place_of(code: CodeType) -> tuple[str, int, int]:
    """Return what tells the code of one function of a module from that of another."""
    return code.co_qualname, code.co_firstlineno, next(iter(code.co_positions()))[2] or 0


def _use_profile() -> None:
    """Let Hypothesis try the same examples each time, and remember and simplify nothing."""
    settings.register_profile(
        "mutation",
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
    )
    settings.load_profile("mutation")


class Warm:
    """Runs mutants of functions in forks of a process that has everything imported."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.live: dict[tuple[str, tuple[str, int, int]], list[FunctionType]] = defaultdict(list)
        self.at_import: set[tuple[str, int]] = set()

    def pytest_configure(self) -> None:
        """Import the library, and note which lines its import runs."""
        _use_profile()
        tracer = Tracer(SRC)
        with tracer:
            for path in sorted((SRC / "autodiff").rglob("*.py")):
                if path.name != "__main__.py":
                    import_module(".".join(path.relative_to(SRC).with_suffix("").parts))
        self.at_import = tracer.lines

    def pytest_runtestloop(self, session: Any) -> bool:
        """Run the mutants in the place of the tests."""
        items = {item.nodeid: item for item in session.items}
        reached = load(self.run.traces, ROOT)
        missing = [item for name, item in items.items() if name not in reached.seconds]
        if missing:
            print(f"tracing {len(missing)} tests", flush=True)
            in_child(lambda _: store(self.run.traces, ROOT, missing))
            reached = load(self.run.traces, ROOT)
        for f in gc.get_objects():
            if isinstance(f, FunctionType) and f.__code__.co_filename.startswith(str(SRC)):
                self.live[f.__code__.co_filename, place_of(f.__code__)].append(f)
        gc.collect()
        gc.freeze()
        for mutant in self.run.chosen:
            self.try_out(mutant, reached, items)
        return True

    def try_out(self, mutant: Mutant, reached: Reached, items: dict[str, Any]) -> None:
        tests = self.run.tests_of(mutant, reached, cold=False)

        def work(pipe: int) -> int:
            if not self.put_in(mutant):
                return COLD
            limit()
            failed = first_failure((items[t] for t in tests if t in items), reached.seconds)
            os.write(pipe, failed.encode())
            return KILLED if failed else SURVIVED

        status, by, seconds = in_child(work)
        if status == COLD:
            self.run.deferred.append(mutant)
        else:
            self.run.note(Result(mutant, verdict(status, by, tests), by, len(tests), seconds))

    def put_in(self, mutant: Mutant) -> bool:
        """Put the mutated code into all functions that have it; return whether that says it all."""
        if mutant.number == CONTROL_IMPORTED:
            return False
        path = SRC / mutant.path
        source = path.read_text()
        old = functions_of(compile(source, str(path), "exec", dont_inherit=True))
        tree = mutated(source, mutant.number)
        new = functions_of(compile(tree, str(path), "exec", dont_inherit=True))
        control = mutant.number == CONTROL
        changed = [place for place, code in old.items() if control or new.get(place) != code]
        done = False
        for place in changed:
            before, after = old[place], new.get(place)
            if after is None:
                return False
            read = set(before.co_names) == set(after.co_names)
            if place[0].rpartition(".")[2] in RULES and not read:
                return False
            for f in self.live[str(path), place]:
                if f.__code__.co_freevars != after.co_freevars:
                    return False
                f.__code__ = after
                done = True
        first, last = mutant.lines
        if control:
            return True
        return done and not any((str(path), n) in self.at_import for n in range(first, last + 1))


def verdict(status: int, by: str, tests: Sequence[str]) -> str:
    """Return in a word what the exit status of a child says."""
    if status == SURVIVED:
        return "survived" if tests else "unreached"
    if status == TIMEOUT:
        return "timeout"
    if status == ERROR or (status == KILLED and not by):
        return "error"
    return "killed" if by else "crashed"


class Only:
    """Runs some tests until one fails, in a process that imports a mutant."""

    def __init__(self, names: Sequence[str], seconds: dict[str, float]) -> None:
        self.names = names
        self.seconds = seconds
        self.failed = "at import"

    def pytest_configure(self) -> None:
        """Prepare Hypothesis."""
        _use_profile()

    def pytest_runtestloop(self, session: Any) -> bool:
        """Run them."""
        items = {item.nodeid: item for item in session.items}
        self.failed = first_failure((items[n] for n in self.names if n in items), self.seconds)
        return True


def try_out_cold(run: Run, mutant: Mutant, reached: Reached) -> None:
    """Run a mutant in a fork that imports it."""
    tests = run.tests_of(mutant, reached, cold=True)
    path = str(SRC / mutant.path)
    tree = mutated(Path(path).read_text(), mutant.number)

    def work(pipe: int) -> int:
        limit()
        signal.alarm(120)
        code = compile(tree, path, "exec", dont_inherit=True)
        original = SourceFileLoader.get_code

        def get_code(self: SourceFileLoader, fullname: str) -> CodeType | None:
            return code if self.path == path else original(self, fullname)

        SourceFileLoader.get_code = get_code  # type: ignore[assignment, method-assign]  # in this fork alone
        only = Only(tests, reached.seconds)
        files = sorted({str(ROOT / name.split("::")[0]) for name in tests})
        pytest.main([*OPTIONS, *files], plugins=[only])
        os.write(pipe, only.failed.encode())
        return KILLED if only.failed else SURVIVED

    status, by, seconds = in_child(work)
    run.note(Result(mutant, verdict(status, by, tests), by, len(tests), seconds))
