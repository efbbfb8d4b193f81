"""The derivatives of a function at a point, in random directions and in several ways, compared."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np

from autodiff.errors import GradientCheckError, NotDifferentiableError
from autodiff.operands import data_of
from autodiff.transforms import jvp, vjp

from .differences import along
from .leaves import magnitudes, precision

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Leaves: TypeAlias = Sequence[Any]
    F: TypeAlias = Callable[..., tuple[Any, ...]]

__all__ = ["MODES", "Point", "Settings"]

MODES: Final = {"rev": "reverse", "fwd": "forward"}


class Settings(NamedTuple):
    """What a user asks of a check."""

    modes: Sequence[str]
    rtol: float | None
    atol: float | None
    seed: int


class Point:
    """A function of leaves, where it is differentiated, and in which directions.

    Attributes
    ----------
    taken
        The modes in which the function is itself a derivative, the last one first.
    """

    def __init__(
        self,
        settings: Settings,
        f: F,
        xs: Leaves,
        paths: Sequence[str],
        taken: tuple[str, ...] = (),
        size: float = 0.0,
    ) -> None:
        self._settings: Final = settings
        self._f: Final = f
        self._xs: Final = xs
        self._paths: Final = paths
        self._taken: Final = taken
        self._rng: Final = np.random.default_rng([settings.seed, len(taken)])
        ys = [data_of(y) for y in f(*xs)]
        if not ys:
            msg = "check_grads: f returned nothing of floating-point numbers"
            raise NotDifferentiableError(msg)
        self._us: Final = [self._random(y, np.ones(np.shape(y))) for y in ys]
        self._vs: Final = self._tangents()
        rtol = settings.rtol
        self._rtol: Final = precision([*xs, *ys]) ** (3 / 8) if rtol is None else rtol
        self._value: Final = _products(self._us, ys)
        # where derivatives are 0, rounding leaves what is small beside the function they are of
        self._size: Final = max(size, _size(self._value))
        atol = settings.atol
        self._atol: Final = self._rtol**1.75 * self._size if atol is None else atol

    def check(self, order: int) -> None:
        """Compare all there is to compare, and go on to the derivatives as functions."""
        modes = self._settings.modes
        value, pullback = vjp(self._f, *self._xs)
        self._compare(
            "f of Variables disagrees with f of plain values",
            lambda _: self._value,
            lambda _: _products(self._us, value),
            exact=True,
        )
        differences = self._differences(self._vs)

        def expected(vs: Leaves) -> Any:
            return differences if vs is self._vs else self._differences(vs)

        reverse = partial(_products, pullback(tuple(self._us)) if "rev" in modes else ())
        for mode in modes:
            derivative = reverse if mode == "rev" else self._forward
            check = f"{MODES[mode]} mode disagrees with differences"
            self._compare(check, expected, derivative)
        if {"rev", "fwd"} <= {*modes}:
            check = "forward mode disagrees with reverse mode"
            self._compare(check, reverse, self._forward, exact=True)
        if order == 1:
            return
        for mode in modes:
            seeds, of = (self._us, "cotangent of") if mode == "rev" else (self._vs, "tangent of")
            names = [f"result {i}" for i in range(len(seeds))] if mode == "rev" else self._paths
            Point(
                self._settings,
                partial(_pulled if mode == "rev" else _pushed, self._f, len(self._xs)),
                [*self._xs, *seeds],
                [*self._paths, *(f"{of} {name}" for name in names)],
                (mode, *self._taken),
                self._size,
            ).check(order - 1)
        if "rev" in modes:
            self._check_symmetry()

    def _check_symmetry(self) -> None:
        n = len(self._xs)
        ws = self._tangents()

        def gradient(*xs: Any) -> tuple[Any, ...]:
            return _pulled(self._f, n, *xs, *self._us)

        derivative = _pushed if "fwd" in self._settings.modes else _pulled
        hws = derivative(gradient, n, *self._xs, *ws)
        self._compare(
            "the Hessian is not symmetric",
            lambda vs: _products(ws, derivative(gradient, n, *self._xs, *vs)),
            partial(_products, hws),
            exact=True,
            order=2,
        )

    def _differences(self, vs: Leaves) -> Any:
        def projected(*xs: Any) -> tuple[Any]:
            return (np.sum(_products(self._us, self._f(*xs))),)

        return np.array(along(projected, self._xs, vs, self._rtol / 100))

    def _forward(self, vs: Leaves) -> Any:
        return _products(self._us, _pushed(self._f, len(vs), *self._xs, *vs))

    def _compare(
        self,
        check: str,
        expected: Callable[[Leaves], Any],
        got: Callable[[Leaves], Any],
        *,
        exact: bool = False,
        order: int = 1,
    ) -> None:
        """Raise if two disagree, each a function of the tangents that returns terms of a sum.

        Raises
        ------
        GradientCheckError
            With the leaf by which they disagree most.
        """
        rtol = self._rtol**2 if exact else self._rtol
        atol = self._rtol**2.5 * self._size if exact else self._atol

        def compared(vs: Leaves) -> tuple[float, float, float]:
            """Return both, and how many times what is allowed they are apart."""
            one, other = expected(vs), got(vs)
            a, b = float(np.sum(one)), float(np.sum(other))
            allowed = atol + rtol * max(abs(a), abs(b), _size(one), _size(other))
            times = np.float64(abs(a - b)) / allowed if a != b else 0.0
            return a, b, float(np.nan_to_num(times, nan=np.inf))

        worst, where = compared(self._vs), "all"
        if worst[-1] <= 1:
            return
        for i, path in enumerate(self._paths):
            found = compared([v if i == j else np.zeros_like(v) for j, v in enumerate(self._vs)])
            if found[-1] > (1 if where == "all" else worst[-1]):
                worst, where = found, path
        raise self._failure(check, order, where, worst[0], worst[1], rtol)

    def _failure(
        self, check: str, order: int, argument: str, expected: float, got: float, rtol: float
    ) -> GradientCheckError:
        modes = " over ".join(MODES[mode] for mode in self._taken)
        error = abs(expected - got) / max(abs(expected), abs(got))
        failure = GradientCheckError(
            f"check_grads: {check}\n"
            f"  order     {len(self._taken) + order}{modes and f', of {modes}'}\n"
            f"  argument  {argument}\n"
            f"  expected  {expected:.12g}\n"
            f"  got       {got:.12g}\n"
            f"  relative error {error:.3g}, allowed {rtol:.3g}; "
            f"seed={self._settings.seed} draws the same directions"
        )
        failure.check, failure.order, failure.argument = check, len(self._taken) + order, argument
        failure.expected, failure.got = expected, got
        return failure

    def _tangents(self) -> Leaves:
        return [self._random(x, magnitudes(x)) for x in self._xs]

    def _random(self, like: Any, sizes: Any) -> Any:
        """Return random numbers of given sizes, of the shape and dtype of ``like``."""
        dtype = np.asarray(like).dtype
        v = self._rng.normal(size=np.shape(like))
        if dtype.kind == "c":
            v = v + 1j * self._rng.normal(size=np.shape(like))
        return np.asarray(v * sizes).astype(dtype)


def _pulled(f: F, n: int, *leaves: Any) -> tuple[Any, ...]:
    """Return the cotangents of the first ``n`` leaves, where the others are those of ``f``."""
    _, pullback = vjp(f, *leaves[:n])
    return pullback(leaves[n:])


def _pushed(f: F, n: int, *leaves: Any) -> tuple[Any, ...]:
    """Return the tangents of ``f`` at the first ``n`` leaves, of which the others are tangents."""
    _, dys = jvp(f, leaves[:n], leaves[n:])
    return dys  # type: ignore[no-any-return]  # one a result


def _products(a: Leaves, b: Leaves) -> Any:
    """Return the terms of the inner product of two lists of arrays, in real coordinates."""
    pairs = [(np.asarray(data_of(x)), np.asarray(data_of(y))) for x, y in zip(a, b, strict=True)]
    terms = [np.ravel(np.real(np.conj(x) * y)).astype(np.float64) for x, y in pairs]
    return np.concatenate([np.zeros(0), *terms])


def _size(terms: Any) -> float:
    """Return how large a sum of terms of random signs is likely to be."""
    largest = float(np.max(np.abs(terms), initial=0.0))
    return largest * float(np.sqrt(np.sum(np.square(terms / largest)))) if largest else 0.0
