"""On which elements of an input each element of an output may depend: one operation at a time.

The classes of rules say it: ``elementwise``, ``moves``, ``gathers``, ``mixes``. Operations of which
these say too little have a function here that is given the call. What nobody knows depends on
everything.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from autodiff.ops.getitem import Getitem
from autodiff.ufunc import BinaryStep, Step

from .matrices import empty, sent, taken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autodiff.typing import BoolArray

    from .matrices import IndexArray

    Shape: TypeAlias = tuple[int, ...]
    Factors: TypeAlias = Sequence[Any]
    Structure: TypeAlias = Callable[["Site"], Factors | None]

__all__ = ["Site", "factors", "joined", "lines", "structure"]


class Site(NamedTuple):
    """An input and an output of a call.

    Attributes
    ----------
    node
        The call.
    i
        Number of the input.
    shapes
        Of all inputs that vary.
    varying
        Whether inputs vary with what is differentiated by; others are constants, whose zeros count.
    y_shape
        That of the output.
    """

    node: Any
    i: int
    shapes: Sequence[Shape | None]
    varying: Sequence[bool]
    y_shape: Shape

    @property
    def x_shape(self) -> Shape:
        """Shape of the input."""
        shape = self.shapes[self.i]
        return () if shape is None else shape  # it varies, so there is one

    @property
    def size(self) -> tuple[int, int]:
        """Numbers of elements of the output and of the input."""
        return _size(self.y_shape), _size(self.x_shape)

    def operand(self, j: int) -> BoolArray:
        """Return where another input of a multilinear operation may not be zero."""
        shape = self.shapes[j]
        if self.varying[j] and shape is not None:
            return np.ones(shape, np.bool_)
        there: BoolArray = np.asarray(self.node._operands()[j]) != 0  # a NaN is not zero
        return there


_STRUCTURES: Final[dict[type[Any], Structure]] = {}


def structure(*rules: type[Any]) -> Callable[[Structure], Structure]:
    """Declare that the decorated function knows the structure of these operations.

    It returns boolean sparse matrices whose product is, or covers, the pattern of the Jacobian, of
    both arrays flattened; ``None`` if all may depend on all.
    """

    def register(function: Structure) -> Structure:
        _STRUCTURES.update(dict.fromkeys(rules, function))
        return function

    return register


def factors(site: Site) -> Factors:
    """Return boolean sparse matrices whose product covers the pattern of an operation."""
    node = site.node
    mixes: str | tuple[int, ...] | None = node.mixes
    found: Factors | None = None
    known = next((_STRUCTURES[k] for k in type(node).__mro__ if k in _STRUCTURES), None)
    if known is not None:
        found = known(site)
    elif isinstance(node, (Step, BinaryStep)):
        found = [empty(*site.size)]
    elif node.elementwise:
        found = _elementwise(site)
    elif node.moves:
        found = [taken(_moved(site), site.size[1])]
    elif node.gathers:
        found = [sent(_gathered(site), site.size[0])]
    elif isinstance(mixes, tuple):
        found = _mixed_last(site, len(mixes))
    elif mixes is not None and site.i == 0:
        found = _mixed(site, getattr(node, mixes))
    return _dense(site) if found is None else found


def _elementwise(site: Site) -> Factors:
    if site.x_shape == site.y_shape:
        return ()
    n = site.size[1]
    return [taken(np.broadcast_to(places(site.x_shape), site.y_shape), n)]


@lru_cache(maxsize=16)
def places(shape: Shape) -> IndexArray:
    """Return the number of each element of an array; many reads of one array ask for the same."""
    numbers = np.arange(_size(shape)).reshape(shape)
    numbers.flags.writeable = False
    return numbers


@structure(Getitem)
def _read(site: Site) -> Factors:
    return [taken(np.asarray(places(site.x_shape)[site.node.index]), site.size[1])]


def _dense(site: Site) -> Factors:
    rows, columns = site.size
    return lines(np.zeros(rows, np.intp), np.zeros(columns, np.intp), 1)


def lines(outputs: IndexArray, inputs: IndexArray, n: int) -> Factors:
    """Return factors for outputs that depend on the inputs of the same number, below ``n``."""
    return taken(outputs, n), sent(inputs, n)


def _mixed(site: Site, axis: Any) -> Factors | None:
    """Return factors where lines along ``axis`` depend on themselves alone."""
    x, y = site.x_shape, site.y_shape
    n = len(x)
    axes = normalize_axis_tuple(range(n) if axis is None else axis, n)
    alone = tuple(1 if i in axes else length for i, length in enumerate(x))
    if len(y) != n:
        kept = tuple(length for i, length in enumerate(x) if i not in axes)
        if y != kept:
            return None
    elif any(y[i] != x[i] for i in range(n) if i not in axes):
        return None
    numbers = np.arange(_size(alone))
    outputs = numbers.reshape(alone if len(y) == n else y)
    return lines(
        np.broadcast_to(outputs, y), np.broadcast_to(numbers.reshape(alone), x), numbers.size
    )


def _mixed_last(site: Site, n: int) -> Factors | None:
    """Return factors for stacks of vectors or matrices, the last ``n`` axes, which broadcast."""
    x, y = site.x_shape, site.y_shape
    stack = x[:-n]
    if len(site.shapes) == 1:
        whole = y[: len(stack)]
        if whole != stack:
            return None
    else:
        whole = y[:-n]
        if len(y) != max(len(shape) for shape, _ in site.node.metas[:-1]) or len(x) < n:
            return None
    numbers = np.arange(_size(stack)).reshape(stack)
    outputs = np.broadcast_to(numbers, whole).reshape(whole + (1,) * (len(y) - len(whole)))
    inputs = numbers.reshape(stack + (1,) * n)
    return lines(np.broadcast_to(outputs, y), np.broadcast_to(inputs, x), numbers.size)


def _moved(site: Site) -> IndexArray:
    node, i = site.node, site.i

    def carried(x: Any) -> Any:
        return node._evaluate([x if j == i else node._zero(j) for j in range(len(site.shapes))])

    return numbered(carried, site.x_shape)


def _gathered(site: Site) -> IndexArray:
    """Return which result each element of the input is a term of."""
    return numbered(lambda g: site.node.pull(g)[site.i], site.y_shape)


def joined(node: Any, y_shape: Shape) -> Any:
    """Return the pattern by all inputs, one after the other, of an operation of any number.

    It is found at once, for to ask input by input would take quadratic time.
    """
    shapes = [shape for shape, _ in node.metas[:-1]]
    ends = np.cumsum([_size(shape) for shape in shapes])

    def moved(flat: Any) -> Any:
        parts = np.split(flat, ends[:-1])
        return node._evaluate([x.reshape(s) for x, s in zip(parts, shapes, strict=True)])

    def pulled(g: Any) -> Any:
        gxs = zip(node.pull(g), shapes, strict=True)
        return np.concatenate([np.zeros(_size(s)) if gx is None else gx.ravel() for gx, s in gxs])

    n = int(ends[-1])
    if node.moves:
        return taken(numbered(moved, (n,)), n)
    return sent(numbered(pulled, y_shape), _size(y_shape))


def numbered(carried: Callable[[Any], Any], shape: Shape) -> IndexArray:
    """Return for each element of ``carried(x)`` which element of ``x`` it is a multiple of.

    -1 where it is zero. Given ones, a linear function that carries single elements returns their
    factors, which divide out when it is given numbers. These come digit by digit, each of half the
    digits of the result's dtype, so that the quotient is rounded to the right one.
    """
    n = _size(shape)
    numbers = np.arange(n).reshape(shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.asarray(carried(np.ones(shape)))
        base = 2 ** (np.finfo(factor.dtype).nmant // 2)
        found = np.zeros(factor.shape, np.intp)
        place = 1
        while place < n:
            digits = np.asarray(carried(np.asarray(numbers // place % base, np.float64)))
            found += place * np.nan_to_num(np.rint((digits / factor).real)).astype(np.intp)
            place *= base
    found[factor == 0] = -1
    return found


def _size(shape: Shape) -> int:
    return int(np.prod(shape, dtype=np.int64))
