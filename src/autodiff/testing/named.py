"""A check in directions of a name's own, and without what went on inside when it fails."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from autodiff.errors import GradientCheckError

from .checks import check_grads

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["CheckGrads"]


class CheckGrads:
    """:func:`check_grads` for one test: what the fixture of the same name is.

    Parameters
    ----------
    name
        Of the test. The seed is made of it, so that it is the same in every run and process.

    Attributes
    ----------
    seed

    Examples
    --------
    >>> import numpy as np
    >>> from autodiff.testing import CheckGrads
    >>> check = CheckGrads("tests/test_model.py::test_loss")
    >>> check(np.sin, (np.array([0.5, 1.0]),), order=3)
    >>> check.seed
    1495748645
    """

    def __init__(self, name: str) -> None:
        self.seed: int = zlib.crc32(name.encode())

    def __call__(
        self,
        f: Callable[..., Any],
        args: Sequence[Any],
        order: int = 2,
        modes: Sequence[str] = ("fwd", "rev"),
        *,
        argnums: int | Sequence[int] | None = None,
        rtol: float | None = None,
        atol: float | None = None,
        seed: int | None = None,
    ) -> None:
        """Check the derivatives of ``f`` at a point, and raise if any is wrong.

        Parameters and errors are those of :func:`check_grads`; the test's own seed is the default.
        """
        __tracebackhide__ = True  # pytest leaves out frames that say so
        seed = self.seed if seed is None else seed
        try:
            check_grads(f, args, order, modes, argnums=argnums, rtol=rtol, atol=atol, seed=seed)
        except GradientCheckError as error:
            raise error.with_traceback(None) from None
