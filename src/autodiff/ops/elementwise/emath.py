"""``numpy.emath``: functions that turn complex where the real ones end.

The dtype of the result depends on the values, as in NumPy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.operands import eagerly, is_variable, plain
from autodiff.ops.casting import astype
from autodiff.ops.namespace import xp
from autodiff.registry import implements

if TYPE_CHECKING:
    from collections.abc import Callable

    from autodiff.typing import Operand
    from autodiff.variable import Variable


def _complex_if(x: Any, outside: Callable[[Any], Any]) -> Any:
    """Return ``x`` as complex numbers if any element is ``outside`` what the function takes."""
    values: Any = eagerly(plain(x))
    if not is_variable(x):
        x = values  # no number is weak here
    if values.dtype.char in "FD" or not np.any(xp.isreal(values) & outside(values)):
        return x
    # NumPy knows two complex dtypes here: half precision is widened, long double loses digits
    dtype: Any = np.complex64 if values.dtype.char in "bBhHf" else np.complex128
    return astype(x, dtype) if is_variable(x) else values.astype(dtype)


def _negative(x: Any) -> Any:
    return x < 0


def _beyond_one(x: Any) -> Any:
    return np.abs(x) > 1


@implements(np.emath.sqrt)
def sqrt(x: Operand) -> Variable[Any, Any]:
    """Return ``numpy.sqrt(x)``, complex if any element of ``x`` is negative.

    Derivative: that of ``numpy.sqrt``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.emath.sqrt(ad.Variable(np.array([-1.0]))).dtype
    dtype('complex128')
    """
    return xp.sqrt(_complex_if(x, _negative))  # type: ignore[no-any-return]  # a Variable


@implements(np.emath.log)
def log(x: Operand) -> Variable[Any, Any]:
    """Return ``numpy.log(x)``, complex if any element of ``x`` is negative.

    Derivative: that of ``numpy.log``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.emath.log(ad.Variable(np.array([-1.0]))).dtype
    dtype('complex128')
    """
    return xp.log(_complex_if(x, _negative))  # type: ignore[no-any-return]  # a Variable


@implements(np.emath.log2)
def log2(x: Operand) -> Variable[Any, Any]:
    """Return ``numpy.log2(x)``, complex if any element of ``x`` is negative.

    Derivative: that of ``numpy.log2``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.emath.log2(ad.Variable(np.array([-1.0]))).dtype
    dtype('complex128')
    """
    return xp.log2(_complex_if(x, _negative))  # type: ignore[no-any-return]  # a Variable


@implements(np.emath.log10)
def log10(x: Operand) -> Variable[Any, Any]:
    """Return ``numpy.log10(x)``, complex if any element of ``x`` is negative.

    Derivative: that of ``numpy.log10``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.emath.log10(ad.Variable(np.array([-1.0]))).dtype
    dtype('complex128')
    """
    return xp.log10(_complex_if(x, _negative))  # type: ignore[no-any-return]  # a Variable


@implements(np.emath.arccos)
def arccos(x: Operand) -> Variable[Any, Any]:
    """Return ``numpy.arccos(x)``, complex if any element of ``x`` is beyond 1 or -1.

    Derivative: that of ``numpy.arccos``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.emath.arccos(ad.Variable(np.array([2.0]))).dtype
    dtype('complex128')
    """
    return xp.arccos(_complex_if(x, _beyond_one))  # type: ignore[no-any-return]  # a Variable


@implements(np.emath.arcsin)
def arcsin(x: Operand) -> Variable[Any, Any]:
    """Return ``numpy.arcsin(x)``, complex if any element of ``x`` is beyond 1 or -1.

    Derivative: that of ``numpy.arcsin``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.emath.arcsin(ad.Variable(np.array([2.0]))).dtype
    dtype('complex128')
    """
    return xp.arcsin(_complex_if(x, _beyond_one))  # type: ignore[no-any-return]  # a Variable


@implements(np.emath.arctanh)
def arctanh(x: Operand) -> Variable[Any, Any]:
    """Return ``numpy.arctanh(x)``, complex if any element of ``x`` is beyond 1 or -1.

    Derivative: that of ``numpy.arctanh``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.emath.arctanh(ad.Variable(np.array([2.0]))).dtype
    dtype('complex128')
    """
    return xp.arctanh(_complex_if(x, _beyond_one))  # type: ignore[no-any-return]  # a Variable


@implements(np.emath.logn)
def logn(n: Operand, x: Operand) -> Variable[Any, Any]:
    """Return the logarithm of ``x`` to the base ``n``, complex if either has a negative element.

    Derivative: that of ``log(x) / log(n)``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.emath.logn(2, ad.Variable(np.array([4.0, 8.0])))
    variable([2. 3.])
    """
    ratio: Variable[Any, Any] = xp.log(_complex_if(x, _negative)) / xp.log(
        _complex_if(n, _negative)
    )
    return ratio


@implements(np.emath.power)
def power(x: Operand, p: Operand) -> Variable[Any, Any]:
    """Return ``x ** p``, complex if any element of ``x`` is negative.

    Derivative: that of ``numpy.power``.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> np.emath.power(ad.Variable(np.array([2.0, 4.0])), 2)
    variable([ 4. 16.])
    """
    exponent = eagerly(plain(p))
    if exponent.dtype.kind in "iu":  # which have no negative powers
        negative = bool(np.any(exponent < 0))
        power: Any = exponent * 1.0 if negative else exponent
    else:
        power = p if is_variable(p) else exponent
    return xp.power(_complex_if(x, _negative), power)  # type: ignore[no-any-return]  # a Variable
