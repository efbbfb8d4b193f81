"""The errors of the package: what happened, why it is refused, what to write instead.

Each is also the built-in exception that a NumPy user would expect in its place, so that
``except TypeError`` and ``except ValueError`` keep working.
"""

from __future__ import annotations

__all__ = [
    "AutodiffError",
    "ConvergenceError",
    "DetachedError",
    "ForeignOperandError",
    "GradientCheckError",
    "GradientError",
    "GraphFreedError",
    "InPlaceError",
    "MutationError",
    "NoRuleError",
    "NotDifferentiableError",
    "UndefinedDerivativeError",
    "UntrackedError",
]


class AutodiffError(Exception):
    """Base of every error that only this package raises.

    Examples
    --------
    >>> import autodiff as ad
    >>> issubclass(ad.GraphFreedError, ad.AutodiffError)
    True
    """


class GraphFreedError(AutodiffError, RuntimeError):
    """A second backward pass went through a graph whose arrays the first one had freed."""


class UntrackedError(AutodiffError, RuntimeError):
    """A derivative was asked of a result that no recorded operation has made."""


class NotDifferentiableError(AutodiffError, TypeError):
    """A derivative was asked of integers or booleans, where none exists."""


class UndefinedDerivativeError(AutodiffError, ArithmeticError):
    """A derivative was asked where none exists, as of the eigenvectors of equal eigenvalues."""


class ConvergenceError(AutodiffError, RuntimeError):
    """A solver, of the user's or of ours, returned what is no solution."""


class NoRuleError(AutodiffError, TypeError):
    """A NumPy function, or one of its arguments, has no differentiation rule."""


class DetachedError(AutodiffError, TypeError):
    """A conversion would have lost the gradient without a word."""


class InPlaceError(AutodiffError, ValueError):
    """A write in place would have lost the gradient of what it replaces."""


class MutationError(AutodiffError, RuntimeError):
    """An array that a recorded operation needs has been changed since."""


class GradientError(AutodiffError, ValueError):
    """A user's ``backward`` returned gradients of a wrong number, type or shape."""


class ForeignOperandError(AutodiffError, TypeError):
    """An operand is of a class we do not know, which may know how to compute with ours."""


class GradientCheckError(AutodiffError, AssertionError):
    """A derivative differs from what differences, or the other mode, say it is.

    Attributes
    ----------
    check
        What disagrees with what.
    order
        Of the derivative: 1, 2, ...
    argument
        Which leaf of the arguments is to blame, such as ``argument 0['w']``.
    expected, got
        Both numbers: derivatives in a random direction, of a random sum of the results.
    """

    check: str
    order: int
    argument: str
    expected: float
    got: float
