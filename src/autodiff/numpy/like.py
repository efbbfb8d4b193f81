"""How a name of NumPy gets its type: from the signature of our function that stands in for it.

``roll: Final = like.same_shape(order.roll)`` is NumPy's ``roll`` when it runs. To a checker it
takes a Variable or an array, then what ``order.roll`` takes, and gives back the same kind. One
line says all of that, for names, types and defaults of the other parameters are read off (PEP 612).

The results are declared ``Final``, by which checkers trust an inferred type.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff.ops.arraylike import holds_variable
from autodiff.registry import FUNCTIONS, METHODS, PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Concatenate

    from autodiff import signatures as of
    from autodiff.signatures.operands import P, R_co
    from autodiff.typing import AnyShape

__all__ = [
    "average",
    "chosen",
    "concatenate",
    "conversion",
    "determinant",
    "diag",
    "eig",
    "eigh",
    "fit",
    "floating",
    "floating_same_shape",
    "full",
    "half_spectrum",
    "joined",
    "keyword_scan",
    "matrix",
    "matrix_pair",
    "mean",
    "median",
    "norm",
    "ordered",
    "own",
    "pair",
    "pieces",
    "plain",
    "plain_pair",
    "quantile",
    "real",
    "real_same_shape",
    "reduction",
    "same_dtype",
    "same_shape",
    "scan",
    "slices",
    "slogdet",
    "spaced",
    "spectrum",
    "spread",
    "stack",
    "total",
    "vander",
    "vector",
    "vector_pair",
]

if TYPE_CHECKING:
    Ours = Callable[Concatenate[Any, P], Any]
    """A function of ours of one operand, or of one sequence of them."""

    def same_shape(ours: Ours[P], name: str = ...) -> of.SameShape[P]: ...
    def same_dtype(ours: Ours[P], name: str = ...) -> of.SameDtype[P]: ...
    def vector(ours: Ours[P], name: str = ...) -> of.Vector[P]: ...
    def matrix(ours: Ours[P], name: str = ...) -> of.Matrix[P]: ...
    def real(ours: Ours[P], name: str = ...) -> of.Real[P]: ...
    def norm(ours: Ours[P], name: str = ...) -> of.Norm[P]: ...
    def determinant(ours: Ours[P], name: str = ...) -> of.Determinant[P]: ...
    def eigh(ours: Ours[P], name: str = ...) -> of.Eigh[P]: ...
    def eig(ours: Ours[P], name: str = ...) -> of.Eig[P]: ...
    def slogdet(ours: Ours[P], name: str = ...) -> of.Slogdet[P]: ...
    def floating(ours: Ours[P], name: str = ...) -> of.Float[P]: ...
    def floating_same_shape(ours: Ours[P], name: str = ...) -> of.FloatSameShape[P]: ...
    def real_same_shape(ours: Ours[P], name: str = ...) -> of.RealSameShape[P]: ...
    def spectrum(ours: Ours[P], name: str = ...) -> of.Spectrum[P]: ...
    def half_spectrum(ours: Ours[P], name: str = ...) -> of.HalfSpectrum[P]: ...
    def pieces(ours: Ours[P], name: str = ...) -> of.Pieces[P]: ...
    def slices(ours: Ours[P], name: str = ...) -> of.Slices[P]: ...
    def reduction(ours: Ours[P], name: str = ...) -> of.Reduction[P]: ...
    def total(ours: Ours[P], name: str = ...) -> of.Total[P]: ...
    def mean(ours: Ours[P], name: str = ...) -> of.Mean[P]: ...
    def median(ours: Ours[P], name: str = ...) -> of.Median[P]: ...
    def vander(ours: Ours[P], name: str = ...) -> of.Vander[P]: ...
    def scan(ours: Ours[P], name: str = ...) -> of.Scan[P]: ...
    def keyword_scan(ours: Ours[P], name: str = ...) -> of.KeywordScan[P]: ...
    def ordered(ours: Ours[P], name: str = ...) -> of.Ordered[P]: ...
    def average(ours: Ours[P], name: str = ...) -> of.Average[P]: ...
    def diag(ours: Ours[P], name: str = ...) -> of.Diag[P]: ...
    def spread(ours: Ours[P], name: str = ...) -> of.Spread[P]: ...
    def concatenate(ours: Ours[P], name: str = ...) -> of.Concatenate[P]: ...
    def joined(ours: Ours[P], name: str = ...) -> of.Joined[P]: ...
    def stack(ours: Ours[P], name: str = ...) -> of.Stack[P]: ...

    Two = Callable[Concatenate[Any, Any, P], Any]
    """A function of ours of two operands."""

    def pair(ours: Two[P], name: str = ...) -> of.Pair[P, AnyShape]: ...
    def vector_pair(ours: Two[P], name: str = ...) -> of.Pair[P, tuple[int]]: ...
    def matrix_pair(ours: Two[P], name: str = ...) -> of.Pair[P, tuple[int, int]]: ...
    def quantile(ours: Ours[P], name: str = ...) -> of.Quantile[P]: ...
    def spaced(ours: Callable[Concatenate[Any, Any, P], Any], name: str = ...) -> of.Spaced[P]: ...
    def fit(ours: Two[P], name: str = ...) -> of.Fit[P]: ...
    def chosen(ours: Callable[Concatenate[Any, Any, P], Any], name: str = ...) -> of.Chosen[P]: ...
    def conversion(numpys: Callable[..., Any], ours: Ours[P]) -> of.Conversion[P]: ...
    def full(
        numpys: Callable[..., Any], ours: Callable[Concatenate[Any, Any, P], Any]
    ) -> of.Full[P]: ...
    def plain(numpys: Callable[Concatenate[Any, P], R_co]) -> of.Plain[P, R_co]: ...
    def plain_pair(numpys: Callable[Concatenate[Any, Any, P], R_co]) -> of.PlainPair[P, R_co]: ...
else:
    NAMESPACES = (np, np.linalg, np.fft)
    """Where NumPy keeps functions; some names are in two, as ``trace``."""

    def of_numpy(ours: Callable[..., Any], name: str | None = None) -> Callable[..., Any]:
        """Return NumPy's function in whose place ``ours`` is registered."""
        name = name or ours.__name__
        functions = [getattr(space, name) for space in NAMESPACES if hasattr(space, name)]
        for function in functions:
            if ours in (FUNCTIONS.get(function), METHODS.get((function, "__call__"))):
                return function
        if not functions:
            return absent(name)
        msg = f"np.{name} is not what {ours.__module__}.{ours.__name__} implements"
        raise LookupError(msg)

    same_shape = same_dtype = vector = matrix = of_numpy
    floating = floating_same_shape = real_same_shape = pieces = slices = of_numpy
    spectrum = half_spectrum = of_numpy
    reduction = total = mean = median = spread = of_numpy
    concatenate = joined = stack = pair = scan = ordered = of_numpy
    vector_pair = matrix_pair = quantile = of_numpy
    real = norm = determinant = eigh = eig = slogdet = fit = of_numpy
    average = diag = spaced = chosen = keyword_scan = vander = of_numpy

    def of_plain(numpys: Callable[..., Any]) -> Callable[..., Any]:
        """Return NumPy's function itself, which is given the data of Variables."""
        if numpys not in PLAIN:
            msg = f"{numpys.__name__} is not declared as plain"
            raise LookupError(msg)
        return numpys

    plain = plain_pair = of_plain

    def conversion(numpys: Callable[..., Any], ours: Callable[..., Any]) -> Callable[..., Any]:
        """Return NumPy's function for what holds no Variable, and ours for what does.

        For those few that do not dispatch.
        """

        @wraps(numpys)
        def function(*args: Any, **kwargs: Any) -> Any:
            given = any(map(holds_variable, (*args, *kwargs.values())))
            return (ours if given else numpys)(*args, **kwargs)

        return function

    full = conversion


def absent(name: str) -> Callable[..., Any]:
    """Return what stands for a function that came with a later NumPy."""

    def function(*_args: object, **_kwargs: object) -> None:
        msg = f"NumPy {np.__version__} has no {name}"
        raise AttributeError(msg)

    return function


def own(name: str, module: Any = np) -> Any:
    """Return NumPy's function of that name, to be given a signature by hand."""
    return getattr(module, name, None) or absent(name)
