"""Covariance and correlation of variables observed together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.apply import untracked
from autodiff.operands import data_of, plain
from autodiff.ops.arraylike import as_operand
from autodiff.ops.casting import cast_to, has_derivative
from autodiff.ops.namespace import xp
from autodiff.registry import implements
from autodiff.values import valued

if TYPE_CHECKING:
    import numpy.typing as npt

    from autodiff.typing import Operand
    from autodiff.variable import Variable

__all__ = ["corrcoef", "cov"]


def _rows(m: Any, dtype: Any, *, rowvar: bool) -> Any:
    """Return observations as rows of a matrix, one a variable."""
    x = cast_to("cov", m, dtype)
    if x.ndim < 2:
        return xp.reshape(x, (1, -1))
    return x if rowvar else xp.transpose(x)


def _weights(fweights: Any, aweights: Any) -> Any:
    """Return the product of frequencies, which are integers, and weights; None for neither."""
    given = [
        xp.multiply(as_operand(w, "cov"), 1.0) for w in (plain(fweights), aweights) if w is not None
    ]
    return given[0] * given[1] if len(given) == 2 else given[0] if given else None


@implements(np.cov)
def cov(  # as NumPy's
    m: Operand,
    y: Operand | None = None,
    rowvar: bool = True,
    bias: bool = False,
    ddof: int | None = None,
    fweights: Operand | None = None,
    aweights: Operand | None = None,
    *,
    dtype: npt.DTypeLike | None = None,
) -> Variable[Any, Any]:
    """Return the covariance matrix of the rows of ``m`` and of ``y``.

    Derivative: that of ``X w X^H / (n - ddof)`` with the means taken off X; by the weights
    ``aweights`` too. Frequencies are integers, which have none.

    Raises
    ------
    ValueError
        If there are more than two axes, or ``ddof`` is no integer.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([1.0, 3.0]))
    >>> np.cov(x).backward()
    >>> x.grad
    array([-2.,  2.])
    """
    ddof = data_of(ddof)
    rows, other = as_operand(m, "cov"), None if y is None else as_operand(y, "cov")
    options = {"bias": bias, "ddof": ddof, "fweights": fweights, "aweights": aweights}
    value = xp.cov(
        plain(rows), plain(other), rowvar, dtype=dtype, **{k: plain(v) for k, v in options.items()}
    )
    if not has_derivative(rows, other, aweights):
        return untracked(value)
    wanted = (
        np.result_type(*(x.dtype for x in (rows, other) if x is not None), np.float64)
        if dtype is None
        else dtype
    )
    x = _rows(rows, wanted, rowvar=rowvar)
    if other is not None and x.shape[0] != 0:
        x = xp.concatenate([x, _rows(other, wanted, rowvar=rowvar or other.shape[0] == 1)])
    if ddof is None:
        ddof = 0 if bias else 1
    w = _weights(fweights, aweights)
    with np.errstate(invalid="ignore", divide="ignore"):
        if w is None:
            centre, degrees = xp.mean(x, axis=1, keepdims=True), x.shape[1] - ddof
        else:
            degrees = total = xp.sum(w)
            centre = xp.sum(x * w, axis=1, keepdims=True) / total
            if ddof != 0 and aweights is None:
                degrees = degrees - ddof
            elif ddof != 0:
                degrees = degrees - ddof * xp.sum(w * as_operand(aweights, "cov")) / total
        deviation = x - centre
        weighted = deviation if w is None else deviation * w
        # without degrees of freedom NumPy warns, and the value is no number
        scale = 1 / degrees if plain(degrees) > 0 else np.nan
        c: Any = xp.matmul(deviation, np.conj(xp.transpose(weighted))) * scale
    c = xp.reshape(c, value.shape)
    return valued(c, value)


@implements(np.corrcoef)
def corrcoef(
    x: Operand,
    y: Operand | None = None,
    rowvar: bool = True,
    *,
    dtype: npt.DTypeLike | None = None,
) -> Variable[Any, Any]:
    """Return the matrix of correlation coefficients of the rows of ``x`` and of ``y``.

    Derivative: that of ``c_ij / sqrt(c_ii c_jj)`` with the covariances c. That NumPy clips the
    coefficients mends rounding, and is no corner.

    Raises
    ------
    ValueError
        If there are more than two axes.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.array([[1.0, 2.0, 4.0], [1.0, 3.0, 2.0]]))
    >>> np.corrcoef(x).shape
    (2, 2)
    """
    value = xp.corrcoef(plain(x), plain(y), rowvar, dtype=dtype)
    if not has_derivative(x, y):
        return untracked(value)
    with np.errstate(invalid="ignore", divide="ignore"):
        c = cov(x, y, rowvar, dtype=dtype)
        if c.ndim == 0:
            return valued(c / c, value)
        i = xp.arange(c.shape[0])
        spread = xp.sqrt(xp.real(c[i, i]))
        return valued(c / spread[:, None] / spread, value)
