"""Variables that share memory, in NumPy's sense.

In NumPy a slice, a transpose, mostly a reshape is a view: what is written to one of two shows in
the other. Our arrays are never written to, for the graph may need them; a write gives a Variable
a new value and a new history instead. So that the meaning stays NumPy's, a view remembers what
it is a view of and how it was taken, and what it was taken of knows its living views.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import ref

from .apply import apply1
from .config import recording, using_config
from .operands import LEAF, RECORDED, is_eager, is_variable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .operation import Unary
    from .variable import Variable

__all__ = ["apply_view", "refresh", "root_of", "view_of", "views_of"]


def apply_view(node: Unary, a: Any, *, shares: bool = False) -> Variable[Any, Any]:
    """Apply an operation of one input whose result may be a view of it.

    Parameters
    ----------
    shares
        Whether it is one in NumPy, though the arrays here do not tell.
    """
    v = apply1(node, a)
    if is_variable(a):
        if shares:
            _link(v, a, node)
            return v
        base = getattr(v._value, "base", None)
        if base is not None and is_eager(a._value):
            x = a._value
            if base is x or base is x.base:
                _link(v, a, node)
    return v


def _link(v: Any, a: Any, node: Unary) -> None:
    v._view = (a, node)
    views: list[Any] | None = getattr(a, "_views", None)
    if views is None:
        a._views = [ref(v)]
        return
    n = len(views)
    if n >= 8 and n & (n - 1) == 0:  # now and then, so that the dead cost nothing on average
        views[:] = [reference for reference in views if reference() is not None]
    views.append(ref(v))


def view_of(v: Any) -> tuple[Any, Any]:
    """Return what ``v`` is a view of, and the operation that took it; None twice if of nothing."""
    view: tuple[Any, Any] = getattr(v, "_view", None) or (None, None)
    return view


def root_of(v: Any) -> Any:
    """Return the Variable whose memory ``v`` shares; ``v`` itself if it has its own."""
    while (source := view_of(v)[0]) is not None:
        v = source
    return v


def views_of(v: Any) -> Iterator[Any]:
    """Yield the living views of ``v`` and of these in turn, each after what it is a view of."""
    todo = [v]
    while todo:
        for reference in getattr(todo.pop(), "_views", None) or ():
            view = reference()
            if view is not None:
                yield view
                todo.append(view)


def refresh(view: Any) -> Variable[Any, Any]:
    """Return what a view of the present value of its source is, recorded if it was."""
    source, node = view._view
    recorded = view._kind in RECORDED and source._kind in {LEAF, *RECORDED}
    with using_config("enable_backprop", recording() or recorded):
        return apply1(node._copy(), source)
