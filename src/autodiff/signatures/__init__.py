"""The signatures of NumPy's functions for Variables, arrays and numbers: one Protocol a family."""

from __future__ import annotations

from autodiff.binary import Arithmetic, Division, Product

from .choice import Choose, Chosen, Clip, Select, Where
from .conversion import Conversion, Full
from .creation import Aligned, FullLike, Grid, Like
from .decompositions import Determinant, Eigh, Norm, Qr, Real, Slogdet, Svd
from .derived import (
    Float,
    FloatSameShape,
    Matrix,
    Pieces,
    RealSameShape,
    SameDtype,
    SameShape,
    Slices,
    Vector,
)
from .elementwise import Absolute, Comparison, Extremum, Part, UnaryFloat, UnarySame
from .fourier import Frequencies, HalfSpectrum, Spectrum
from .functional import AlongAxis, Astype, Gradient, Interp, OverAxes
from .joining import Block, Concatenate, Joined, Stack
from .linear_algebra import Eig, Fit, MultiDot, Solve, Values
from .order import Ordered, Unique, UniqueAll, UniqueWith
from .parameters import (
    ComplexOfOrder,
    Fourfold,
    FourfoldOfParameter,
    OfFour,
    OfOrder,
    OfThree,
    OfTwo,
    Spherical,
    TwofoldOfOrder,
)
from .plain import Counting, Flags, Plain, PlainPair, Position, Predicate, Searchsorted, Shape
from .products import Einsum, Pair
from .quantiles import Quantile
from .reductions import Average, Mean, Median, Reduction, Spread, Total
from .scans import KeywordScan, Scan
from .series import Bincount, Intersect, Polydiv, Roots
from .shape import AtLeast, BroadcastTo, Diag, Reshape, Transpose, Vander
from .spacing import Linspace, Spaced
from .special import ComplexResult, Lambertw, Logsumexp, Zeta
from .ufuncs import Bits, Divmod, Frexp, Invert, Ldexp, Modf

__all__ = [
    "Absolute",
    "Aligned",
    "AlongAxis",
    "Arithmetic",
    "Astype",
    "AtLeast",
    "Average",
    "Bincount",
    "Bits",
    "Block",
    "BroadcastTo",
    "Choose",
    "Chosen",
    "Clip",
    "Comparison",
    "ComplexOfOrder",
    "ComplexResult",
    "Concatenate",
    "Conversion",
    "Counting",
    "Determinant",
    "Diag",
    "Division",
    "Divmod",
    "Eig",
    "Eigh",
    "Einsum",
    "Extremum",
    "Fit",
    "Flags",
    "Float",
    "FloatSameShape",
    "Fourfold",
    "FourfoldOfParameter",
    "Frequencies",
    "Frexp",
    "Full",
    "FullLike",
    "Gradient",
    "Grid",
    "HalfSpectrum",
    "Interp",
    "Intersect",
    "Invert",
    "Joined",
    "KeywordScan",
    "Lambertw",
    "Ldexp",
    "Like",
    "Linspace",
    "Logsumexp",
    "Matrix",
    "Mean",
    "Median",
    "Modf",
    "MultiDot",
    "Norm",
    "OfFour",
    "OfOrder",
    "OfThree",
    "OfTwo",
    "Ordered",
    "OverAxes",
    "Pair",
    "Part",
    "Pieces",
    "Plain",
    "PlainPair",
    "Polydiv",
    "Position",
    "Predicate",
    "Product",
    "Qr",
    "Quantile",
    "Real",
    "RealSameShape",
    "Reduction",
    "Reshape",
    "Roots",
    "SameDtype",
    "SameShape",
    "Scan",
    "Searchsorted",
    "Select",
    "Shape",
    "Slices",
    "Slogdet",
    "Solve",
    "Spaced",
    "Spectrum",
    "Spherical",
    "Spread",
    "Stack",
    "Svd",
    "Total",
    "Transpose",
    "TwofoldOfOrder",
    "UnaryFloat",
    "UnarySame",
    "Unique",
    "UniqueAll",
    "UniqueWith",
    "Values",
    "Vander",
    "Vector",
    "Where",
    "Zeta",
]
