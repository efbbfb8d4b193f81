"""Einstein's summation convention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from autodiff.errors import NoRuleError
from autodiff.registry import implements, plain
from autodiff.views import apply_view

from .arraylike import as_operands
from .casting import require_inexact
from .getitem import Getitem
from .manipulation.shape import transpose
from .namespace import xp
from .products.contraction import Contraction
from .products.subscripts import labelled, spelled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from autodiff.variable import Variable

    from .products.contraction import Labels

plain(np.einsum_path)


class Einsum(Contraction):
    """``y = sum of x0 * x1 * ...`` over the labels that ``y`` lacks, as ``einsum`` writes it.

    ``gx0`` is the ``einsum`` of ``gy`` and the other operands to the labels of ``x0``: repeated
    along those that ``x0`` alone has, put on the diagonal where ``x0`` has a label twice.
    """

    subscripts: str
    options: Mapping[str, Any]

    def forward(self, *xs: Any) -> Any:
        return np.einsum(self.subscripts, *xs, **self.options)


@implements(np.einsum)
def einsum(
    *operands: Any,
    optimize: bool | Literal["greedy", "optimal"] | Sequence[Any] | None = False,
    dtype: npt.DTypeLike | None = None,
    order: Literal["C", "F", "A", "K"] = "K",
    casting: Literal["no", "equiv", "safe", "same_kind", "unsafe"] = "safe",
) -> Variable[Any, Any]:
    """Return the product of arrays, summed over the labels that the result lacks.

    All of NumPy's notation: ``einsum("ij,jk->ik", a, b)`` or ``einsum(a, [0, 1], b, [1, 2],
    [0, 2])``, with or without an explicit result, with ellipses, with labels repeated within an
    operand (diagonals and traces) and axes of length 1 that broadcast.

    Derivative: that of each operand is the ``einsum`` of ``gy`` and the other operands, computed
    by BLAS where it can be, whatever ``optimize`` says.

    Raises
    ------
    ValueError
        If the subscripts do not fit the operands.
    DetachedError
        If ``dtype`` is of integers, which would lose the gradient.
    NoRuleError
        If ``dtype`` is real and an operand complex.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([[1.0, 2.0], [3.0, 4.0]]))
    >>> np.einsum("ii->", x)
    variable(5.0)
    >>> np.einsum("ij,j", x, np.array([1.0, 10.0]))
    variable([21. 43.])
    """
    subscripts, arrays = spelled(operands)
    xs = as_operands(arrays, "einsum")
    _require_differentiable(dtype, xs)
    given = {"dtype": (dtype, None), "order": (order, "K"), "casting": (casting, "safe")}
    options = {name: value for name, (value, default) in given.items() if value != default}
    inputs, output = labelled(subscripts, [x.ndim for x in xs])
    if len(xs) == 1 and not options and _moves(inputs[0], output, xs[0].shape):
        return _view(xs[0], inputs[0], output)
    return Einsum(inputs, output, subscripts, {"optimize": optimize, **options})(*xs)


def _moves(labels: Labels, output: Labels, shape: tuple[int, ...]) -> bool:
    """Whether nothing is summed, so that NumPy returns a view: axes permuted, diagonals read."""
    lengths = set(zip(labels, shape, strict=True))
    return {*labels} == {*output} and len(lengths) == len({*output}) == len(output)


def _view(x: Any, labels: Labels, output: Labels) -> Variable[Any, Any]:
    if len(labels) == len(output):
        return transpose(x, [labels.index(label) for label in output])
    lengths: dict[int, int] = dict(zip(labels, x.shape, strict=True))
    rows: Any = xp.ix_(*(np.arange(lengths[label]) for label in output))
    places: dict[int, Any] = dict(zip(output, rows, strict=True))
    index = tuple(places[label] for label in labels)
    return apply_view(Getitem(index, once=True, watch=False), x, shares=True)


def _require_differentiable(dtype: npt.DTypeLike | None, xs: Sequence[Any]) -> None:
    """Raise an error if computing in this dtype would lose a derivative."""
    require_inexact("einsum", dtype, *xs)
    if dtype is not None and np.dtype(dtype).kind == "f" and any(x.dtype.kind == "c" for x in xs):
        msg = f"einsum: dtype={dtype} drops imaginary parts; take np.real of the operands first"
        raise NoRuleError(msg)
