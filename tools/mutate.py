"""Mutation testing: how many small mistakes in the rules the tests notice.

One process imports the library and collects the tests once, and forks a child for each mutant.
The child puts the mutated code into the functions that have it, runs the tests that reach the
line, the quickest first, and stops at the first that fails. What a module does while it is
imported cannot be changed afterwards: for mutants of that, the fork is made before the import.

Which test reaches which line is traced once and kept in the folder of the results. The sample is
drawn by a seed from each module alike. A mutant is *killed* if a test fails, takes ten times as
long as it should, or the interpreter crashes; if no test does, or none reaches it, it *survives*.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import resource
import signal
import sys
import time
import traceback
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import Phase, settings
from mutants import Mutant, mutants, mutated
from trace_tests import Reached, Tracer, load, store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ROOT: Final = Path(__file__).parents[1]
SRC: Final = ROOT / "src"
RULES: Final = {"forward", "backward", "backward0", "backward1", "pushforward", "residual"}
"""Whose code is read as their class is made; see ``autodiff.operation``."""
HEAVY: Final = (
    "hypothesis.extra.numpy", "mpmath", "numpy", "scipy.integrate", "scipy.linalg",
    "scipy.optimize", "scipy.sparse.linalg", "scipy.special", "scipy.stats",
)  # fmt: skip
"""What the tests import apart from the library: imported once, before all forks."""
ALIVE: Final = {"survived", "unreached"}
SURVIVED, KILLED, COLD, TIMEOUT = 0, 1, 2, 128 + signal.SIGALRM
MEMORY: Final = 8 << 30
WITHOUT: Final = ("cacheprovider", "xdist", "benchmark")
OPTIONS: Final = (
    "-q",
    *(f"-pno:{name}" for name in WITHOUT),
    "-Wignore::pytest.PytestAssertRewriteWarning",  # imported before pytest could
)


@dataclass(slots=True)
class Result:
    """What became of a mutant."""

    mutant: Mutant
    status: str
    by: str = ""
    tests: int = 0
    seconds: float = 0.0


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

        Quick ones come before slow ones, and no more than can be run in the time allowed.
        """
        path = str(SRC / mutant.path)
        first, last = mutant.scope if cold else mutant.lines
        found = reached.tests(path, first, last)
        if cold and not found:
            found = reached.tests(path, 1, 10**6)
        kills = self.killers[mutant.path]
        found.sort(key=lambda t: (-kills[t], reached.seconds[t]))
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


def in_child(work: Callable[[int], int | None]) -> tuple[int, str, float]:
    """Run in a fork; return its exit status (a signal's number plus 128), what it wrote, its time.

    The work is handed a file descriptor to write to.
    """
    reading, writing = os.pipe()
    begun = time.perf_counter()
    child = os.fork()
    if not child:
        os.close(reading)
        status = KILLED  # if the work raises: a mutant that cannot be imported
        try:
            status = work(writing) or SURVIVED
        except BaseException:  # noqa: BLE001  # of any kind; nobody else could tell
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        written = pipe.read()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return (code if code >= 0 else 128 - code), written, time.perf_counter() - begun


def first_failure(items: Iterable[Any], seconds: dict[str, float]) -> str:
    """Return the first of the tests that fails, or nothing."""
    runner = import_module("_pytest.runner")
    for item in items:
        signal.setitimer(signal.ITIMER_REAL, 20 + 10 * seconds[item.nodeid])
        if any(r.failed for r in runner.runtestprotocol(item, log=False, nextitem=None)):
            return str(item.nodeid)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return ""


def limit() -> None:
    """See to it that a mutant that runs wild ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)


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


class Warm:
    """Runs mutants of functions in forks of a process that has everything imported."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.live: dict[tuple[str, tuple[str, int, int]], list[FunctionType]] = defaultdict(list)
        self.at_import: set[tuple[str, int]] = set()

    def pytest_configure(self) -> None:
        """Import the library, and note which lines its import runs."""
        settings.register_profile(
            "mutation",
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
        )
        settings.load_profile("mutation")
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
            failed = first_failure((items[t] for t in tests), reached.seconds)
            os.write(pipe, failed.encode())
            return KILLED if failed else SURVIVED

        status, by, seconds = in_child(work)
        if status == COLD:
            self.run.deferred.append(mutant)
        else:
            self.run.note(Result(mutant, verdict(status, by, tests), by, len(tests), seconds))

    def put_in(self, mutant: Mutant) -> bool:
        """Put the mutated code into all functions that have it; return whether that says it all."""
        path = SRC / mutant.path
        source = path.read_text()
        old = functions_of(compile(source, str(path), "exec", dont_inherit=True))
        tree = mutated(source, mutant.number)
        new = functions_of(compile(tree, str(path), "exec", dont_inherit=True))
        changed = [place for place, code in old.items() if new.get(place) != code]
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
        return done and not any((str(path), n) in self.at_import for n in range(first, last + 1))


def verdict(status: int, by: str, tests: Sequence[str]) -> str:
    """Return in a word what the exit status of a child says."""
    if status == SURVIVED:
        return "survived" if tests else "unreached"
    if status == TIMEOUT:
        return "timeout"
    return "killed" if by else "crashed"


class Only:
    """Runs some tests until one fails, in a process that imports a mutant."""

    def __init__(self, names: Sequence[str], seconds: dict[str, float]) -> None:
        self.names = names
        self.seconds = seconds
        self.failed = "at import"

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


def sample(found: Sequence[Mutant], share: float, seed: int, whole: Sequence[str]) -> list[Mutant]:
    """Return a share of the mutants of each module, and all of some modules."""
    draw = random.Random(seed)  # noqa: S311  # a sample, no secret
    modules: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in found:
        modules[mutant.path].append(mutant)
    chosen: list[Mutant] = []
    for path, group in modules.items():
        n = len(group) if path in whole else round(share * len(group) + draw.random() - 0.5)
        chosen += sorted(draw.sample(group, min(n, len(group))), key=lambda m: m.number)
    return chosen


def summary(results: Sequence[Result]) -> str:
    """Return how many were killed, and between which bounds the share of all lies (95 %)."""
    n = len(results)
    counts = Counter(r.status for r in results)
    killed = n - sum(counts[status] for status in ALIVE)
    p, z = killed / n, 1.96
    middle, half = p + z * z / (2 * n), z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    low, high = ((middle + sign * half) / (1 + z * z / n) for sign in (-1, 1))
    told = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    return f"{killed}/{n} = {p:.1%} killed ({low:.1%} to {high:.1%}): {told}"


def results_of(folder: Path) -> list[Result]:
    """Return what became of each mutant when it was last tried."""
    last: dict[tuple[str, int], Result] = {}
    for line in (folder / "results.jsonl").read_text().splitlines():
        row = json.loads(line)
        mutant = row.pop("mutant")
        lines, scope = tuple(mutant.pop("lines")), tuple(mutant.pop("scope"))
        found = Mutant(**mutant, lines=lines, scope=scope)
        last[found.path, found.number] = Result(found, **row)
    return list(last.values())


def main() -> int:
    """Run the mutants that the arguments choose; return 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", nargs="*", default=["graph.py", "ops/**/*.py"])
    parser.add_argument("--share", type=float, default=1.0, help="of the mutants of each module")
    parser.add_argument("--whole", nargs="*", default=["autodiff/graph.py"], help="not sampled")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--budget", type=float, default=30, help="seconds of tests for a mutant")
    parser.add_argument("--folder", type=Path, default=ROOT / ".mutants")
    parser.add_argument("--again", action="store_true", help="only those that survived before")
    options = parser.parse_args()
    options.folder.mkdir(exist_ok=True)
    paths = {p for glob in options.modules for p in (SRC / "autodiff").glob(glob)}
    found = [m for path in sorted(paths) for m in mutants(SRC, path)]
    if options.again:
        before = results_of(options.folder)
        left = {(r.mutant.path, r.mutant.number) for r in before if r.status in ALIVE}
        chosen = [m for m in found if (m.path, m.number) in left]
    else:
        (options.folder / "results.jsonl").unlink(missing_ok=True)
        chosen = sample(found, options.share, options.seed, options.whole)
    print(f"{len(chosen)} of {len(found)} mutants", flush=True)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a fork does not keep the threads
    for name in HEAVY:
        import_module(name)
    sys.path[:0] = [str(SRC), str(ROOT / "tests")]
    run = Run(chosen, options.folder, options.budget)

    def warm(pipe: int) -> None:
        pytest.main([*OPTIONS, str(ROOT / "tests")], plugins=[Warm(run)])
        os.write(pipe, json.dumps([(m.path, m.number) for m in run.deferred]).encode())

    _, written, _ = in_child(warm)
    run.results = results_of(options.folder)
    deferred = {(path, number) for path, number in json.loads(written)}
    cold = [m for m in chosen if (m.path, m.number) in deferred]
    print(f"{len(cold)} mutants are imported", flush=True)
    reached = load(run.traces, ROOT)
    for mutant in cold:
        try_out_cold(run, mutant, reached)
    print(summary(results_of(options.folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
