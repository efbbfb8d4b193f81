"""What a Variable has for people who look at it, and for programs that want its plain value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic

from .apply import untracked
from .drawing import draw
from .operands import data_of
from .typing import ScalarT_co, ShapeT_co

if TYPE_CHECKING:
    import os
    from collections.abc import Collection

    import numpy as np

    from .drawing.image import Image
    from .variable import Variable

__all__ = ["Displayed"]


class Displayed(Generic[ScalarT_co, ShapeT_co]):
    """The methods by which values leave a Variable, and those that show it."""

    __slots__ = ()

    if TYPE_CHECKING:
        _value: Any

        @property
        def data(self) -> np.ndarray[ShapeT_co, np.dtype[ScalarT_co]]: ...

    def item(self) -> Any:
        """Return the only element as a number of Python (Any: of whatever type it has)."""
        return self._value.item()

    def tolist(self) -> Any:
        """Return the values as nested lists of Python numbers (Any: as deep as there are axes)."""
        return self._value.tolist()

    def numpy(self) -> np.ndarray[ShapeT_co, np.dtype[ScalarT_co]]:
        """Return the values as an array, without a way back to how they were computed: ``data``.

        Nothing is copied. The array of a recorded result is read-only.

        Raises
        ------
        DetachedError
            Within a rule that is itself being differentiated, where a gradient would be lost.

        Examples
        --------
        >>> import numpy as np, autodiff as ad
        >>> (ad.Variable(np.array([1.0, 2.0])) * 2.0).numpy()
        array([2., 4.])
        """
        return self.data

    def detach(self) -> Variable[ScalarT_co, ShapeT_co]:
        """Return a Variable of the same values that was not computed from anything.

        No gradient goes through it to what this was computed from. Nothing is copied.

        Raises
        ------
        DetachedError
            Within a rule that is itself being differentiated, where a gradient would be lost.

        Examples
        --------
        >>> import numpy as np, autodiff as ad
        >>> x = ad.Variable(np.array(3.0))
        >>> y = x * x
        >>> (y.detach() * x).backward()
        >>> print(x.grad)
        9.0
        """
        return untracked(self.data)

    def draw(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        verbose: bool = True,
        constants: bool = True,
        collapse: bool = True,
        limit: int = 200,
    ) -> Image:
        """Draw what this was computed from: :func:`autodiff.draw` of it.

        Raises
        ------
        ValueError
            If ``path`` is of no known format, or ``limit`` is less than 2.
        OSError
            If the file cannot be written.

        Examples
        --------
        >>> import numpy as np, autodiff as ad
        >>> x = ad.Variable(np.ones(3), name="x")
        >>> (x * x).sum().draw()
        <Image of 3 boxes>
        """
        return draw(
            self,
            path,
            verbose=verbose,
            constants=constants,
            collapse=collapse,
            limit=limit,
        )

    # What IPython and notebooks ask for

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002  # IPython's protocol
        for i, line in enumerate(repr(self).splitlines()):
            if i:
                printer.break_()
            printer.text(line)

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        """Return the text as ever, and the values in a table; the graph is drawn on request."""
        from .drawing.table import table_of  # noqa: PLC0415  # only notebooks need it

        shown = {"text/plain": repr(self), "text/html": table_of(self, data_of(self))}
        return {
            kind: text
            for kind, text in shown.items()
            if (not include or kind in include) and kind not in (exclude or ())
        }
