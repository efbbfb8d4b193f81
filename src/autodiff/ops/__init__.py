"""The operations: each a rule, which is plain NumPy, and the function that applies it."""

from __future__ import annotations

from . import along_axis as along_axis
from . import assembly as assembly
from . import averages as averages
from . import axes as axes
from . import bessel as bessel
from . import convolution as convolution
from . import covariance as covariance
from . import creation as creation
from . import diagonals as diagonals
from . import differences as differences
from . import einsum as einsum
from . import emath as emath
from . import filling as filling
from . import floating as floating
from . import gradient as gradient
from . import grids as grids
from . import histograms as histograms
from . import insertion as insertion
from . import interpolation as interpolation
from . import layout as layout
from . import logaddexp as logaddexp
from . import nan as nan
from . import nan_extrema as nan_extrema
from . import nan_to_num as nan_to_num
from . import order as order
from . import padding as padding
from . import plain as plain
from . import polar as polar
from . import polynomial as polynomial
from . import polynomial_roots as polynomial_roots
from . import prod as prod
from . import products as products
from . import quantiles as quantiles
from . import ranges as ranges
from . import remainder as remainder
from . import repetition as repetition
from . import rounding as rounding
from . import running as running
from . import scans as scans
from . import selection as selection
from . import series as series
from . import sets as sets
from . import sign as sign
from . import sinc as sinc
from . import sorting as sorting
from . import splitting as splitting
from . import taking as taking
from . import ufunc_reductions as ufunc_reductions
from . import variance as variance
from . import vector_products as vector_products
from . import windows as windows
from .abs import abs as abs
from .add import add
from .casting import astype
from .clip import clip
from .complex import conj, imag, real
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
