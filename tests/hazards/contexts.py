"""Threads, tasks, generators and processes; ``no_grad`` in them."""

from __future__ import annotations

import asyncio
import contextvars
import sys
import threading
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from untyped import variable

import autodiff as ad

from .table import Family

CONTEXTS = Family("contexts and threads")


def recorded() -> bool:
    return (variable(np.array(1.0)) * 2.0).creator is not None


@CONTEXTS.right(
    "`no_grad()` around the start of a thread: not in the thread (but see free threading)",
    not getattr(sys.flags, "thread_inherit_context", False),
)
def thread_in_no_grad() -> Any:
    seen: list[bool] = []
    with ad.no_grad():
        thread = threading.Thread(target=lambda: seen.append(recorded()))
        thread.start()
        thread.join()
    return seen[0]


@CONTEXTS.right("`no_grad()` in a thread: not outside", (False, True))
def no_grad_in_thread() -> Any:
    inside, outside = threading.Event(), threading.Event()
    seen: list[bool] = []

    def work() -> None:
        with ad.no_grad():
            inside.set()
            outside.wait(10)
            seen.append(recorded())

    thread = threading.Thread(target=work)
    thread.start()
    inside.wait(10)
    here = recorded()
    outside.set()
    thread.join()
    return seen[0], here


@CONTEXTS.right(
    "`no_grad()` in one job of an executor: not in the next, on the same thread", (False, True)
)
def jobs() -> Any:
    def off() -> bool:
        with ad.no_grad():
            return recorded()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(off).result(), pool.submit(recorded).result()


@CONTEXTS.right("A job that raises inside `no_grad()`", True)
def job_that_raises() -> Any:
    def fails() -> None:
        with ad.no_grad():
            raise OSError

    with ThreadPoolExecutor(1) as pool:
        pool.submit(fails).exception()
        return pool.submit(recorded).result()


@CONTEXTS.right("`asyncio.to_thread` inside `no_grad()` copies the context, by its definition",
                (False, True))  # fmt: skip
def to_thread() -> Any:
    async def main() -> tuple[bool, bool]:
        with ad.no_grad():
            inside = await asyncio.to_thread(recorded)
        return inside, await asyncio.to_thread(recorded)

    return asyncio.run(main())


@CONTEXTS.right("A task that waits inside `no_grad()`: other tasks record", (False, True))
def tasks() -> Any:
    async def main() -> list[bool]:
        entered, left = asyncio.Event(), asyncio.Event()

        async def off() -> bool:
            with ad.no_grad():
                entered.set()
                await left.wait()
                return recorded()

        async def on() -> bool:
            await entered.wait()
            here = recorded()
            left.set()
            return here

        return list(await asyncio.gather(off(), on()))

    return tuple(asyncio.run(main()))


@CONTEXTS.right(
    "A generator decorated with `no_grad()`, suspended: its consumer records",
    (False, True, False, True),
)
def decorated_generator() -> Any:
    @ad.no_grad()
    def numbers() -> Generator[bool]:
        yield recorded()
        yield recorded()

    seen: list[bool] = []
    for value in numbers():
        seen += [value, recorded()]
    return tuple(seen)


@CONTEXTS.right(
    "A generator is closed inside its `with no_grad():`, its consumer having a scope open",
    (True, True, True),
)
def generator_closed_out_of_order() -> Any:
    def numbers() -> Generator[int]:
        with ad.no_grad():
            yield 1

    g = numbers()
    next(g)
    with ad.enable_grad():
        before = recorded()
        g.close()
        inside = recorded()
    return before, inside, recorded()


@CONTEXTS.right("A generator is suspended in one thread and closed in another", (True, True))
def generator_closed_elsewhere() -> Any:
    def numbers() -> Generator[int]:
        with ad.no_grad():
            yield 1

    with ThreadPoolExecutor(1) as pool:
        g = numbers()
        pool.submit(contextvars.Context().run, next, g).result()
        g.close()
        return recorded(), pool.submit(recorded).result()


@CONTEXTS.right("An exception leaves `no_grad()`", True)
def exception() -> Any:
    try:
        with ad.no_grad():
            raise OSError
    except OSError:
        return recorded()


@CONTEXTS.right("Ctrl-C in the middle of `backward()`: no gradient is changed", (None, None, True))
def interrupted() -> Any:
    class Interrupts(ad.Function):
        def forward(self, x: Any) -> Any:
            return x

        def backward(self, _gy: Any) -> Any:
            raise KeyboardInterrupt

    x, w = variable(np.ones(1)), variable(np.ones(1))
    y = w * 2.0 + Interrupts()(x)
    try:
        y.backward()
    except KeyboardInterrupt:
        return x.grad, w.grad, recorded()
    return None


def in_threads(n: int, work: Any) -> None:
    threads = [threading.Thread(target=work, args=(i,)) for i in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@CONTEXTS.right("16 threads, one leaf, 50 passes each: no gradient is lost", [800.0] * 10)
def one_leaf() -> Any:
    x = variable(np.zeros(10))

    def work(_: int) -> None:
        for _ in range(50):
            (x * 1.0).sum().backward()

    in_threads(16, work)
    return x.grad


@CONTEXTS.right("8 threads sweep one graph, kept by `retain_graph=True`", 80.0)
def one_graph() -> Any:
    x = variable(np.array(1.0))
    y = x
    for _ in range(50):
        y = y * 1.0

    def work(_: int) -> None:
        for _ in range(10):
            y.backward(retain_graph=True)

    in_threads(8, work)
    return x.grad


@CONTEXTS.right("8 threads sweep one graph once each: one has it, the others raise", (1, 7, 1.0))
def one_graph_once() -> Any:
    x = variable(np.array(1.0))
    y = np.exp(x * 0.0) + x
    outcomes: list[bool] = []
    barrier = threading.Barrier(8)

    def work(_: int) -> None:
        barrier.wait(10)
        try:
            y.backward()
            outcomes.append(True)
        except (ad.GraphFreedError, TypeError):
            outcomes.append(False)

    in_threads(8, work)
    return outcomes.count(True), outcomes.count(False), x.grad


@CONTEXTS.right("8 threads, each with transforms of its own, nested", [2.0 * i for i in range(8)])
def transforms_in_threads() -> Any:
    found = [0.0] * 8

    def work(i: int) -> None:
        f: Any = ad.grad(ad.grad(lambda x: x * x * float(i)))
        for _ in range(20):
            found[i] = float(f(1.0))

    in_threads(8, work)
    return found


@CONTEXTS.right("A graph is recorded in one thread and swept in another", [2.0])
def recorded_elsewhere() -> Any:
    x = variable(np.ones(1))
    with ThreadPoolExecutor(1) as pool:
        y = pool.submit(lambda: (x * x).sum()).result()
    y.backward()
    return x.grad
