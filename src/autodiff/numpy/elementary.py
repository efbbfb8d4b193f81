"""Trigonometric, hyperbolic and exponential functions, roots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from autodiff.ops.elementwise import bessel, polar
from autodiff.ops.elementwise.sinc import sinc as our_sinc

from . import like
from .like import own

if TYPE_CHECKING:
    from autodiff import signatures as of

sin: of.UnaryFloat = own("sin")
cos: of.UnaryFloat = own("cos")
tan: of.UnaryFloat = own("tan")
arcsin: of.UnaryFloat = own("arcsin")
arccos: of.UnaryFloat = own("arccos")
arctan: of.UnaryFloat = own("arctan")
asin: of.UnaryFloat = own("asin")
acos: of.UnaryFloat = own("acos")
atan: of.UnaryFloat = own("atan")
sinh: of.UnaryFloat = own("sinh")
cosh: of.UnaryFloat = own("cosh")
tanh: of.UnaryFloat = own("tanh")
arcsinh: of.UnaryFloat = own("arcsinh")
arccosh: of.UnaryFloat = own("arccosh")
arctanh: of.UnaryFloat = own("arctanh")
asinh: of.UnaryFloat = own("asinh")
acosh: of.UnaryFloat = own("acosh")
atanh: of.UnaryFloat = own("atanh")
exp: of.UnaryFloat = own("exp")
exp2: of.UnaryFloat = own("exp2")
expm1: of.UnaryFloat = own("expm1")
log: of.UnaryFloat = own("log")
log2: of.UnaryFloat = own("log2")
log10: of.UnaryFloat = own("log10")
log1p: of.UnaryFloat = own("log1p")
sqrt: of.UnaryFloat = own("sqrt")
cbrt: of.UnaryFloat = own("cbrt")
degrees: of.UnaryFloat = own("degrees")
radians: of.UnaryFloat = own("radians")
deg2rad: of.UnaryFloat = own("deg2rad")
rad2deg: of.UnaryFloat = own("rad2deg")
arctan2: of.Division = own("arctan2")
atan2: of.Division = own("atan2")
hypot: of.Division = own("hypot")
logaddexp: of.Division = own("logaddexp")
logaddexp2: of.Division = own("logaddexp2")
sinc: Final = like.floating_same_shape(our_sinc)
i0: Final = like.floating_same_shape(bessel.i0)
unwrap: Final = like.floating_same_shape(polar.unwrap)
