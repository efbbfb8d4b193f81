"""``deprecated``: what is to go warns at the user's line, and checkers know it too."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from .diagnosis.lines import warn

__all__ = ["deprecated"]

if TYPE_CHECKING:
    from typing_extensions import deprecated
else:

    def deprecated(message, /, *, category=DeprecationWarning):
        """Mark a function, method or class that will be removed: PEP 702.

        At run time each call issues a warning, as from the line of the user's that is
        responsible for it, which is where Python's filters look for it.

        Parameters
        ----------
        message
            What to use instead, and in which version it goes.
        category
            Of the warning; ``None`` for none, where checkers alone are told.

        Raises
        ------
        TypeError
            If ``message`` is no string, as where the parentheses are missing.

        Examples
        --------
        >>> import warnings
        >>> @deprecated("old() is new() since 1.1, and goes in 2.0")
        ... def old():
        ...     return 1
        >>> with warnings.catch_warnings(record=True) as caught:
        ...     warnings.simplefilter("always")
        ...     _ = old()
        >>> print(caught[0].message)
        old() is new() since 1.1, and goes in 2.0
        """
        if not isinstance(message, str):
            msg = f"deprecated: message is a string, got {type(message)}"
            raise TypeError(msg)

        def mark(thing):
            if isinstance(thing, type):
                thing.__init__ = mark(thing.__init__)
                thing.__deprecated__ = message
                return thing

            @wraps(thing)
            def call(*args, **kwargs):
                if category is not None:
                    warn(message, category)
                return thing(*args, **kwargs)

            call.__deprecated__ = message
            return call

        return mark
