"""Processes: leaves travel, results do not, and no child waits for a thread that it has not."""

from __future__ import annotations

import multiprocessing
import os
import select
import signal
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from untyped import variable

import autodiff as ad
from autodiff import DetachedError
from autodiff.commit import _COMMIT

METHODS = multiprocessing.get_all_start_methods()
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
forking = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
"""From Python 3.12 on, of a process with threads, which is what is tested."""


def step(x: Any) -> tuple[Any, bool, Any]:
    """Return name, whether operations are recorded, and gradient, in whatever process."""
    y = (x * x).sum()
    recorded = y.creator is not None
    if recorded:
        y.backward()
    return x.name, recorded, x


@forking
@pytest.mark.parametrize("method", METHODS)
def test_leaves_travel_to_a_pool_and_back_with_name_and_gradient(method: Any) -> None:
    leaves = [variable(np.array([float(i), 1.0]), f"x{i}") for i in range(3)]
    with multiprocessing.get_context(method).Pool(2) as pool:
        for i, (name, recorded, x) in enumerate(pool.map(step, leaves)):
            assert (name, recorded, x.name) == (f"x{i}", True, f"x{i}")
            assert x.grad.tolist() == [2.0 * i, 2.0]
            assert leaves[i].grad is None  # that of another process is another Variable
        with pytest.raises(DetachedError, match=r"v\.data.*np\.copy"):
            pool.apply(step, (leaves[0] * 2.0,))


@pytest.mark.skipif("spawn" not in METHODS, reason="no spawn here")
def test_a_spawned_process_records_whatever_its_parent_does() -> None:
    with ad.no_grad(), multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(step, (variable(np.ones(1)),))[1]


def in_child(program: Callable[[], bytes], seconds: float = 20.0) -> bytes:
    """Return what a program gives in a forked process; nothing if it takes too long."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(writing, program())
        finally:
            os._exit(0)
    os.close(writing)
    ready, _, _ = select.select([reading], [], [], seconds)
    answer = os.read(reading, 100) if ready else b""
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(reading)
    return answer


@needs_fork
@forking
def test_a_child_forked_while_a_thread_commits_commits_too() -> None:
    held, forked = threading.Event(), threading.Event()

    def commits() -> None:
        with _COMMIT:
            held.set()
            forked.wait(0.3)

    thread = threading.Thread(target=commits)
    thread.start()
    held.wait(10)

    def program() -> bytes:
        x = variable(np.array(3.0))
        (x * x).backward()
        return str(x.grad).encode()

    assert in_child(program) == b"6.0"
    forked.set()
    thread.join()
    x = variable(np.array(3.0))
    (x * x).backward()
    assert x.grad == 6.0


@needs_fork
@forking
def test_a_forked_process_is_where_its_parent_was() -> None:
    x = variable(np.array(3.0))
    y = x * x
    with ad.no_grad():
        assert in_child(lambda: str((x * x).creator is None).encode()) == b"True"

    def swept() -> bytes:
        y.backward()
        return str(x.grad).encode()

    assert in_child(swept) == b"6.0"
    assert x.grad is None
    y.backward()
    assert x.grad == 6.0
