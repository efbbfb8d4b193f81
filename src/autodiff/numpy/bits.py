"""Integers bit by bit, and their divisors: plain arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .like import own

if TYPE_CHECKING:
    from autodiff import signatures as of

bitwise_and: of.Bits = own("bitwise_and")
bitwise_or: of.Bits = own("bitwise_or")
bitwise_xor: of.Bits = own("bitwise_xor")
left_shift: of.Bits = own("left_shift")
right_shift: of.Bits = own("right_shift")
bitwise_left_shift: of.Bits = own("bitwise_left_shift")
bitwise_right_shift: of.Bits = own("bitwise_right_shift")
gcd: of.Bits = own("gcd")
lcm: of.Bits = own("lcm")
invert: of.Invert = own("invert")
bitwise_not: of.Invert = own("bitwise_not")
bitwise_invert: of.Invert = own("bitwise_invert")
bitwise_count: of.Invert = own("bitwise_count")
