"""How a name of SciPy gets its type.

It is SciPy's function for arrays, and ours, whose parameters it has, where there is a Variable.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from autodiff.ops.arraylike import holds_variable

from .namespace import sl

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Concatenate

    from autodiff import signatures as of
    from autodiff.signatures.operands import P
    from autodiff.typing import AnyShape

__all__ = ["either", "floating", "pair"]


def either(ours: Callable[..., Any]) -> Any:
    """Return SciPy's function for what holds no Variable, and ours for what does."""
    scipys = getattr(sl, ours.__name__)

    @wraps(scipys)
    def function(*args: Any, **kwargs: Any) -> Any:
        given = any(map(holds_variable, (*args, *kwargs.values())))
        return (ours if given else scipys)(*args, **kwargs)

    function.__doc__ = ours.__doc__
    return function


if TYPE_CHECKING:

    def floating(ours: Callable[Concatenate[Any, P], Any]) -> of.FloatSameShape[P]: ...
    def pair(ours: Callable[Concatenate[Any, Any, P], Any]) -> of.Pair[P, AnyShape]: ...
else:
    floating = pair = either
