"""The operations: each a rule, which is plain NumPy, and the function that applies it."""

from __future__ import annotations

from . import along_axis as along_axis
from . import assembly as assembly
from . import averages as averages
from . import axes as axes
from . import covariance as covariance
from . import creation as creation
from . import diagonals as diagonals
from . import differences as differences
from . import filling as filling
from . import gradient as gradient
from . import grids as grids
from . import insertion as insertion
from . import layout as layout
from . import nan as nan
from . import nan_extrema as nan_extrema
from . import order as order
from . import padding as padding
from . import plain as plain
from . import prod as prod
from . import quantiles as quantiles
from . import ranges as ranges
from . import repetition as repetition
from . import scans as scans
from . import selection as selection
from . import sets as sets
from . import sign as sign
from . import sorting as sorting
from . import splitting as splitting
from . import taking as taking
from . import variance as variance
from .abs import abs as abs
from .add import add
from .clip import clip
from .complex import astype, conj, imag, real
from .div import div
from .exponential import exp, log, sqrt
from .extrema import maximum, minimum
from .getitem import getitem
from .hyperbolic import tanh
from .joining import concatenate, stack
from .matmul import matmul
from .mul import mul
from .neg import neg
from .pow import pow as pow
from .reduction import max as max
from .reduction import mean
from .reduction import min as min
from .reduction import sum as sum
from .shape import broadcast_to, reshape, swapaxes, transpose
from .square import square
from .sub import sub
from .trigonometric import cos, sin, tan
from .where import where

# Names of Python's own builtins are left out, so that a star import hides none of them.
__all__ = [
    "add",
    "astype",
    "broadcast_to",
    "clip",
    "concatenate",
    "conj",
    "cos",
    "div",
    "exp",
    "getitem",
    "imag",
    "log",
    "matmul",
    "maximum",
    "mean",
    "minimum",
    "mul",
    "neg",
    "real",
    "reshape",
    "sin",
    "sqrt",
    "square",
    "stack",
    "sub",
    "swapaxes",
    "tan",
    "tanh",
    "transpose",
    "where",
]
