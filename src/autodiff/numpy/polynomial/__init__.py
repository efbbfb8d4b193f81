"""Values of polynomial series at Variables, with Variables as coefficients, or both.

``numpy.polynomial`` does not dispatch; these have the signatures and the values of its functions
``polynomial.polyval``, ``chebyshev.chebval``, ``legendre.legval``, ``hermite.hermval``,
``hermite_e.hermeval`` and ``laguerre.lagval``.

>>> import numpy as np
>>> from autodiff import Variable
>>> from autodiff.numpy.polynomial import chebval
>>> c = Variable(np.array([1.0, 2.0, 3.0]))
>>> chebval(0.5, c).backward()
>>> print(c.grad)
[ 1.   0.5 -0.5]
"""

from __future__ import annotations

from autodiff.ops.polynomials.series import chebval, hermeval, hermval, lagval, legval, polyval

__all__ = ["chebval", "hermeval", "hermval", "lagval", "legval", "polyval"]
