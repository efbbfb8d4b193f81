"""What is not one array, and says so where it would be taken for one."""

from __future__ import annotations

from typing import Any, NoReturn

__all__ = ["ManyArrays"]


class ManyArrays:
    """Refuses what would make a single array, a number or a truth of several arrays."""

    __slots__ = ()

    values: Any
    shape: Any

    def __array__(self, *_: Any, **__: Any) -> NoReturn:
        self._refuse("an array of NumPy's")

    def __float__(self) -> NoReturn:
        self._refuse("a float")

    def __complex__(self) -> NoReturn:
        self._refuse("a complex number")

    def __int__(self) -> NoReturn:
        self._refuse("an integer")

    def __index__(self) -> NoReturn:  # noqa: PLE0305  # it never returns
        self._refuse("an index")

    def __bool__(self) -> NoReturn:  # noqa: PLE0304  # as above
        self._refuse("a condition")

    def _refuse(self, what: str) -> NoReturn:
        msg = (
            f"a batch of {len(self.values)} arrays of shape {self.shape} is taken for {what}; "
            "compute with NumPy's functions, or mark the function with autodiff.batching.looped"
        )
        raise TypeError(msg)
