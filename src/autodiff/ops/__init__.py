"""The operations: each a rule, which is plain NumPy, and the function that applies it."""

from __future__ import annotations

from . import einsum as einsum
from . import plain as plain
from .abs import abs as abs
from .add import add
from .casting import astype
from .creation import conversion as conversion
from .creation import filling as filling
from .creation import grids as grids
from .creation import ranges as ranges
from .differences import gradient as gradient
from .differences import interpolation as interpolation
from .differences import neighbours as neighbours
from .div import div
from .elementwise import bessel as bessel
from .elementwise import emath as emath
from .elementwise import floating as floating
from .elementwise import logaddexp as logaddexp
from .elementwise import nan_to_num as nan_to_num
from .elementwise import polar as polar
from .elementwise import remainder as remainder
from .elementwise import rounding as rounding
from .elementwise import sign as sign
from .elementwise import sinc as sinc
from .elementwise.clip import clip
from .elementwise.complex import conj, imag, real
from .elementwise.exponential import exp, log, sqrt
from .elementwise.extrema import maximum, minimum
from .elementwise.hyperbolic import tanh
from .elementwise.trigonometric import cos, sin, tan
from .fft import half_spectrum as half_spectrum
from .fft import multidimensional as multidimensional
from .fft import shifts as shifts
from .fft import whole_spectrum as whole_spectrum
from .getitem import getitem
from .indexing import diagonals as diagonals
from .indexing import selection as selection
from .indexing import taking as taking
from .indexing import windows as windows
from .linalg import array_api as array_api
from .linalg import cholesky as cholesky
from .linalg import conditioning as conditioning
from .linalg import determinant as determinant
from .linalg import eig as eig
from .linalg import eigh as eigh
from .linalg import inverse as inverse
from .linalg import least_squares as least_squares
from .linalg import matrix_products as matrix_products
from .linalg import norms as norms
from .linalg import pseudoinverse as pseudoinverse
from .linalg import qr as qr
from .linalg import solve as solve
from .linalg import svd as svd
from .manipulation import along_axis as along_axis
from .manipulation import axes as axes
from .manipulation import insertion as insertion
from .manipulation import layout as layout
from .manipulation import padding as padding
from .manipulation import rearranging as rearranging
from .manipulation import repetition as repetition
from .manipulation import splitting as splitting
from .manipulation import stacking as stacking
from .manipulation.joining import concatenate, stack
from .manipulation.shape import broadcast_to, reshape, swapaxes, transpose
from .matmul import matmul
from .mul import mul
from .neg import neg
from .polynomials import coefficients as coefficients
from .polynomials import fitting as fitting
from .polynomials import root_finding as root_finding
from .polynomials import series as series
from .pow import pow as pow
from .products import convolution as convolution
from .products import tensor_products as tensor_products
from .products import vector_products as vector_products
from .reductions import nan as nan
from .reductions import nan_extrema as nan_extrema
from .reductions import prod as prod
from .reductions import running_extrema as running_extrema
from .reductions import scans as scans
from .reductions import ufunc_reductions as ufunc_reductions
from .reductions.reduction import max as max
from .reductions.reduction import mean
from .reductions.reduction import min as min
from .reductions.reduction import sum as sum
from .sorting import sets as sets
from .sorting import sorting as sorting
from .square import square
from .statistics import averages as averages
from .statistics import covariance as covariance
from .statistics import histograms as histograms
from .statistics import quantiles as quantiles
from .statistics import variance as variance
from .sub import sub
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
