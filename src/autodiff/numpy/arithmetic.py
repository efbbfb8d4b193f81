"""Sums, products, quotients, rounding, parts of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from autodiff.ops.elementwise import complex, polar, rounding
from autodiff.ops.elementwise import nan_to_num as finite

from . import like
from .like import own

if TYPE_CHECKING:
    from autodiff import signatures as of

add: of.Arithmetic = own("add")
subtract: of.Arithmetic = own("subtract")
multiply: of.Arithmetic = own("multiply")
power: of.Arithmetic = own("power")
pow: of.Arithmetic = own("pow")
divide: of.Division = own("divide")
true_divide: of.Division = own("true_divide")
float_power: of.Division = own("float_power")
floor_divide: of.Arithmetic = own("floor_divide")
remainder: of.Arithmetic = own("remainder")
mod: of.Arithmetic = own("mod")
fmod: of.Arithmetic = own("fmod")
modf: of.Modf = own("modf")
divmod: of.Divmod = own("divmod")
frexp: of.Frexp = own("frexp")
ldexp: of.Ldexp = own("ldexp")
copysign: of.Division = own("copysign")
nextafter: of.Division = own("nextafter")
heaviside: of.Division = own("heaviside")
negative: of.UnarySame = own("negative")
positive: of.UnarySame = own("positive")
reciprocal: of.UnarySame = own("reciprocal")
square: of.UnarySame = own("square")
sign: of.UnarySame = own("sign")
conj: of.UnarySame = own("conj")
conjugate: of.UnarySame = own("conjugate")
floor: of.UnarySame = own("floor")
ceil: of.UnarySame = own("ceil")
trunc: of.UnarySame = own("trunc")
fabs: of.FloatSameShape[[]] = own("fabs")
rint: of.FloatSameShape[[]] = own("rint")
spacing: of.FloatSameShape[[]] = own("spacing")
absolute: of.Absolute = own("absolute")
abs: of.Absolute = own("abs")
real: of.Part = own("real")
imag: of.Part = own("imag")
fix: Final = like.same_shape(rounding.fix)
round: Final = like.same_shape(rounding.round)
around: Final = like.same_shape(rounding.round, "around")
angle: Final = like.real_same_shape(polar.angle)
maximum: of.Extremum = own("maximum")
minimum: of.Extremum = own("minimum")
fmax: of.Extremum = own("fmax")
fmin: of.Extremum = own("fmin")
clip: of.Clip = own("clip")
nan_to_num: Final = like.same_shape(finite.nan_to_num)
interp: of.Interp = own("interp")
gradient: of.Gradient = own("gradient")
real_if_close: Final = like.same_shape(complex.real_if_close)
