"""Which test reaches which line of the library, and how long it takes: traced once, then kept."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from forks import passes, silence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import FrameType

__all__ = ["Reached", "Tracer", "load", "store"]


class Tracer:
    """Collects the lines that run in the files of a folder, while it is entered."""

    def __init__(self, folder: Path) -> None:
        self.prefix = str(folder)
        self.lines: set[tuple[str, int]] = set()

    def __enter__(self) -> Self:
        sys.settrace(self._call)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _call(self, frame: FrameType, _event: str, _argument: Any) -> Any:
        return self._line if frame.f_code.co_filename.startswith(self.prefix) else None

    def _line(self, frame: FrameType, event: str, _argument: Any) -> Any:
        if event == "line":
            self.lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self._line


@dataclass(slots=True)
class Reached:
    """The tests that pass: how long each takes, and which reach a line of a file."""

    seconds: dict[str, float] = field(default_factory=dict[str, float])
    files: dict[str, dict[int, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    untraced: list[str] = field(default_factory=list[str])
    """Those that look at modules without running them, and doctests, which switch tracing off."""

    def tests(self, path: str, first: int, last: int) -> list[str]:
        """Return those that reach one of the lines."""
        lines = self.files[path]
        return list({t: None for n in lines if first <= n <= last for t in lines[n]})

    def add(self, test: str, seconds: float, lines: dict[str, list[int]] | None) -> None:
        """Note what a test reaches; ``None`` if it fails."""
        self.seconds[test] = seconds
        if lines is None:
            return
        if not lines:
            self.untraced.append(test)
        for path, numbers in lines.items():
            for n in numbers:
                self.files[path][n].append(test)


def _keys(root: Path, tests: Iterable[str]) -> dict[str, str]:
    """Return for each file of tests what its traces depend on: the library, and the file."""
    library = b"".join(p.read_bytes() for p in sorted((root / "src").rglob("*.py")))
    files = [root / name for name in sorted({test.split("::")[0] for test in tests})]
    return {
        f.relative_to(root).as_posix(): hashlib.sha256(library + f.read_bytes()).hexdigest()
        for f in files
        if f.exists()
    }


def load(path: Path, root: Path) -> Reached:
    """Return what is known of the tests and still holds."""
    rows = map(json.loads, path.read_text().splitlines() if path.exists() else ())
    traces = {test: (key, seconds, lines) for test, key, seconds, lines in rows}  # the last
    keys = _keys(root, traces)
    reached = Reached()
    for test, (key, seconds, lines) in traces.items():
        if keys.get(test.split("::")[0]) == key:
            reached.add(test, seconds, lines)
    return reached


def store(path: Path, root: Path, items: list[Any]) -> None:
    """Run tests, and add to the file what each reaches."""
    keys = _keys(root, [item.nodeid for item in items])
    tracer = Tracer(root / "src")
    silence()
    with path.open("a") as file:
        for item in items:
            tracer.lines = set()
            begun = time.perf_counter()
            with tracer:
                passed = passes(item)
            seconds = time.perf_counter() - begun
            lines: dict[str, list[int]] = defaultdict(list)
            for name, n in sorted(tracer.lines):
                lines[name].append(n)
            used = lines if passed else None  # it fails anyway
            key = keys[item.nodeid.split("::")[0]]
            file.write(json.dumps([item.nodeid, key, seconds, used]) + "\n")
