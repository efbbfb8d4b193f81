"""Recording is switched for the running thread or task, and for nobody else."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Generator
from typing import Any

import numpy as np
import pytest

from autodiff import Config, Variable, enable_grad, no_grad, using_config

x = Variable(np.array(2.0))


def recorded() -> bool:
    return (x * 2.0).creator is not None


def test_scopes_nest_and_restore() -> None:
    with no_grad():
        assert not recorded()
        with enable_grad():
            assert recorded()
            with using_config("enable_backprop", False):
                assert not recorded()
            assert recorded()
        assert not recorded()
    assert recorded()


def test_an_exception_restores() -> None:
    with pytest.raises(KeyError), no_grad():
        raise KeyError
    assert recorded()


def test_one_scope_may_be_entered_again_while_open() -> None:
    scope = no_grad()
    with scope, scope:
        assert not recorded()
    assert recorded()
    with scope:
        assert not recorded()


def test_a_thread_has_its_own_setting() -> None:
    seen: list[bool] = []
    with no_grad():
        thread = threading.Thread(target=lambda: seen.append(recorded()))
        thread.start()
        thread.join()
        assert not recorded()
    assert seen == [True]


def test_tasks_do_not_see_each_other() -> None:
    async def off() -> bool:
        with no_grad():
            await asyncio.sleep(0.01)
            return recorded()

    async def on() -> bool:
        await asyncio.sleep(0.005)
        return recorded()

    async def main() -> list[bool]:
        return list(await asyncio.gather(off(), on()))

    assert asyncio.run(main()) == [False, True]


def test_threads_on_one_leaf_lose_no_gradient() -> None:
    leaf = Variable(np.zeros(100))

    def work() -> None:
        for _ in range(200):
            (leaf * 1.0).sum().backward()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    np.testing.assert_array_equal(leaf.grad, np.full(100, 1600.0))


def test_threads_may_sweep_one_retained_graph() -> None:
    leaf: Any = Variable(np.array(1.0))
    shared: Any = leaf
    for _ in range(300):
        shared = shared * 1.001
    results = [shared * float(i) for i in range(4)]
    threads = [
        threading.Thread(target=lambda r=r: [r.backward(retain_graph=True) for _ in range(20)])
        for r in results
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    np.testing.assert_allclose(leaf.grad, 20 * 6 * 1.001**300)


def test_decorated_functions_and_methods() -> None:
    class Model:
        @no_grad()
        def predict(self, n: int, *, k: int = 1) -> tuple[bool, int]:
            """Doc."""
            return recorded(), n + k

    assert Model().predict(1, k=2) == (False, 3)
    assert Model.predict.__doc__ == "Doc."
    assert recorded()


def test_a_suspended_generator_leaves_its_consumer_alone() -> None:
    closed: list[bool] = []

    @no_grad()
    def numbers() -> Generator[Any, Any, int]:
        try:
            got = yield recorded()
            assert not recorded()
            try:
                yield got
            except KeyError:
                yield ("caught", recorded())
            return 7  # a generator's return value is handed on
        finally:
            closed.append(recorded())

    g: Any = numbers()
    assert next(g) is False
    assert recorded()
    assert g.send("sent") == "sent"
    assert recorded()
    assert g.throw(KeyError) == ("caught", False)
    with pytest.raises(StopIteration) as stop:
        next(g)
    assert stop.value.value == 7
    assert closed == [False]
    g = numbers()
    next(g)
    g.close()
    assert closed == [False, False]
    assert recorded()


def test_coroutines_and_async_generators() -> None:
    @no_grad()
    async def value() -> bool:
        await asyncio.sleep(0)
        return recorded()

    @no_grad()
    async def values() -> AsyncIterator[bool]:
        for _ in range(3):
            await asyncio.sleep(0)
            yield recorded()

    async def main() -> list[bool]:
        seen = [await value(), recorded()]
        async for v in values():
            seen += [v, recorded()]
        return seen

    assert asyncio.run(main()) == [False, True] * 4


def test_wrong_names_and_values() -> None:
    name: Any = "enable_backpropp"
    value: Any = 1
    with pytest.raises(AttributeError, match=r"enable_backpropp.*enable_backprop"):
        using_config(name, True)
    with pytest.raises(TypeError, match="True or False"):
        using_config("enable_backprop", value)
    with pytest.raises(TypeError, match="True or False"):
        Config.enable_backprop = value
    with pytest.raises(AttributeError):
        Config.no_such = True  # type: ignore[attr-defined]  # the mistake that is tested
    assert recorded()
