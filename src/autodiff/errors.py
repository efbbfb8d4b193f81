"""The errors of the package: what happened, why it is refused, what to write instead.

Each is also the built-in exception that a NumPy user would expect in its place, so that
``except TypeError`` and ``except ValueError`` keep working.
"""

from __future__ import annotations

__all__ = [
    "AnomalyError",
    "AutodiffError",
    "ConvergenceError",
    "DetachedError",
    "ForeignOperandError",
    "GradientCheckError",
    "GradientError",
    "GraphFreedError",
    "InPlaceError",
    "InconclusiveCheckError",
    "MutationError",
    "NoRuleError",
    "NotDifferentiableError",
    "TracingError",
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


class AnomalyError(AutodiffError, FloatingPointError):
    """A NaN or an infinity was made under ``detect_anomaly``.

    Attributes
    ----------
    operation
        The name of the operation in the program; where a derivative is to blame, what of.
    kind
        ``"NaN"`` or ``"inf"``.
    filename, lineno
        The line of the program that called the operation, None if it is not known.
    """

    operation: str
    kind: str
    filename: str | None
    lineno: int | None


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
    element
        The indices of its element that is most wrong, such as ``(2, 1)``; ``()`` of a number, None
        where no element could be told.
    expected, got
        Both numbers: the derivatives of a random sum of the results by this element (by a complex
        one, the gradient), or in a random direction where no element could be told.
    cause
        What the numbers say is likely to be the cause; may be empty.
    """

    check: str
    order: int
    argument: str
    element: tuple[int, ...] | None
    expected: complex
    got: complex
    cause: str


class InconclusiveCheckError(GradientCheckError):
    """Differences are too uncertain to tell whether a derivative is right.

    The function has a kink at the point, is noisy, ends there, or changes too fast.
    """


class TracingError(AutodiffError, TypeError):
    """A function that is being compiled asks what only the values of a call can tell."""
