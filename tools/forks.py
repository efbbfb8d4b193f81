"""Work done in a fork: what it does to the process is gone with it."""

from __future__ import annotations

import os
import resource
import signal
import time
import traceback
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "COLD",
    "ERROR",
    "KILLED",
    "SURVIVED",
    "TIMEOUT",
    "first_failure",
    "in_child",
    "limit",
    "passes",
    "silence",
]

SURVIVED, KILLED, COLD, ERROR, TIMEOUT = 0, 1, 2, 3, 128 + signal.SIGALRM
MEMORY: Final = 8 << 30


def in_child(work: Callable[[int], int | None]) -> tuple[int, str, float]:
    """Run in a fork; return its exit status (a signal's number plus 128), what it wrote, its time.

    The work is handed a file descriptor to write to.
    """
    reading, writing = os.pipe()
    begun = time.perf_counter()
    child = os.fork()
    if not child:
        os.close(reading)
        status = ERROR  # if the work itself raises, which says nothing of a mutant
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


def limit() -> None:
    """See to it that a mutant that runs wild ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    silence()


def passes(item: Any) -> bool:
    """Whether a test passes, run as pytest runs it, with all that its plugins do around it."""
    reports: list[Any] = []

    class Collector:
        def pytest_runtest_logreport(self, report: Any) -> None:
            reports.append(report)

    plugins = item.config.pluginmanager
    collector = Collector()
    plugins.register(collector)
    try:
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
    finally:
        plugins.unregister(collector)
    return bool(reports) and not any(report.failed for report in reports)


def first_failure(items: Iterable[Any], seconds: dict[str, float]) -> str:
    """Return the first of the tests that fails, or nothing."""
    for item in items:
        signal.setitimer(signal.ITIMER_REAL, 20 + 10 * seconds[item.nodeid])
        if not passes(item):
            return str(item.nodeid)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return ""


def silence() -> None:
    """Send what is written to standard output and error nowhere."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
