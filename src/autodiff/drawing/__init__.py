"""Pictures of graphs: as SVG, laid out here, or as text for Graphviz and Mermaid.

What draws is imported once something is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import os

    from .image import Image

__all__ = ["draw", "to_dot", "to_mermaid"]

_LIMIT: Final = 200


def draw(
    y: Any,
    path: str | os.PathLike[str] | None = None,
    *,
    verbose: bool = True,
    constants: bool = True,
    collapse: bool = True,
    limit: int = _LIMIT,
) -> Image:
    """Draw the graph behind ``y``: what it was computed from, and how.

    A box is an operation with the dtype and shape of its result, or a Variable by its name.
    Values go down; gradients come back up along the coloured lines, to the blue boxes. Constants
    are grey, for they have none.

    Parameters
    ----------
    y
        A Variable, or a container of them.
    path
        Where to write, with the format by its suffix: ``.svg``, ``.dot`` or ``.gv`` for Graphviz,
        ``.mmd`` for Mermaid. ``None`` to write nothing.
    verbose
        Whether boxes show dtype and shape.
    constants
        Whether there are boxes for constants.
    collapse
        Whether a block of operations that is repeated in a row, such as the layers of a network
        or the steps of a loop, is drawn once, with a number of times. Of a graph of 24
        operations or fewer all are drawn.
    limit
        The largest number of boxes. If there would be more, parts under :func:`name_scope`
        become a box each, and then the oldest operations become one; the picture says so.

    Returns
    -------
    The picture, which notebooks show and which has the text of the SVG as ``svg``.

    Raises
    ------
    TypeError
        If there is no Variable in ``y``.
    ValueError
        If ``path`` has another suffix, or ``limit`` is less than 2.
    OSError
        If the file cannot be written.

    Notes
    -----
    Nothing but the standard library and NumPy is needed. A graph keeps no more than derivatives
    need: shapes of results that are gone may be missing, as are names; after ``backward()`` most
    are. Draw before.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.ones(3), name="x")
    >>> picture = ad.draw(np.exp(x).sum())
    >>> picture.svg.startswith("<svg")
    True
    """
    from .image import Image, write  # noqa: PLC0415  # not before something is drawn

    picture = _composed(y, "draw", verbose, constants, collapse, limit)
    image = Image(picture)
    if path is not None:
        write(image, path)
    return image


def to_dot(
    y: Any,
    *,
    verbose: bool = True,
    constants: bool = True,
    collapse: bool = True,
    limit: int = _LIMIT,
) -> str:
    """Return the graph behind ``y`` in DOT, the language of Graphviz.

    The parameters are those of :func:`draw`. All names are escaped.

    Raises
    ------
    TypeError
        If there is no Variable in ``y``.
    ValueError
        If ``limit`` is less than 2.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.ones(3), name="x")
    >>> print(ad.to_dot(np.exp(x)).splitlines()[-2])
      n0 -> n1;
    """
    from .dot import written  # noqa: PLC0415  # as above

    return written(_composed(y, "to_dot", verbose, constants, collapse, limit))


def to_mermaid(
    y: Any,
    *,
    verbose: bool = True,
    constants: bool = True,
    collapse: bool = True,
    limit: int = _LIMIT,
) -> str:
    """Return the graph behind ``y`` in Mermaid, which Markdown renderers draw.

    The parameters are those of :func:`draw`. All names are escaped.

    Raises
    ------
    TypeError
        If there is no Variable in ``y``.
    ValueError
        If ``limit`` is less than 2.

    Examples
    --------
    >>> import numpy as np, autodiff as ad
    >>> x = ad.Variable(np.ones(3), name="x")
    >>> print(ad.to_mermaid(np.exp(x)))
    flowchart TB
      n0(["x<br/>float64[3]"]):::leaf
      n1["exp<br/>float64[3]"]:::result
      n0 --> n1
      classDef leaf fill:#d7ebff,stroke:#1f6fb5,color:#10263a
      classDef result fill:#fff0cc,stroke:#b07a00,color:#3a2a00,stroke-width:2px
    """
    from .mermaid import written  # noqa: PLC0415  # as above

    return written(_composed(y, "to_mermaid", verbose, constants, collapse, limit))


def _composed(y: Any, name: str, verbose: bool, constants: bool, collapse: bool, limit: int) -> Any:
    from .composing import composed  # noqa: PLC0415  # as above

    return composed(y, name, verbose=verbose, constants=constants, collapse=collapse, limit=limit)
