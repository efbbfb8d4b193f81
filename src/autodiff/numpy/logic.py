"""Truth: plain arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from . import like
from .like import own

if TYPE_CHECKING:
    from autodiff import signatures as of

equal: of.Comparison = own("equal")
not_equal: of.Comparison = own("not_equal")
less: of.Comparison = own("less")
less_equal: of.Comparison = own("less_equal")
greater: of.Comparison = own("greater")
greater_equal: of.Comparison = own("greater_equal")
logical_and: of.Comparison = own("logical_and")
logical_or: of.Comparison = own("logical_or")
logical_xor: of.Comparison = own("logical_xor")
logical_not: of.Predicate = own("logical_not")
isfinite: of.Predicate = own("isfinite")
isinf: of.Predicate = own("isinf")
isnan: of.Predicate = own("isnan")
signbit: of.Predicate = own("signbit")
isneginf: of.Predicate = own("isneginf")
isposinf: of.Predicate = own("isposinf")
iscomplex: of.Predicate = own("iscomplex")
isreal: of.Predicate = own("isreal")
isnat: of.Predicate = own("isnat")
all: of.Flags = own("all")
any: of.Flags = own("any")
iscomplexobj: Final = like.plain(np.iscomplexobj)
isrealobj: Final = like.plain(np.isrealobj)
allclose: Final = like.plain_pair(np.allclose)
array_equal: Final = like.plain_pair(np.array_equal)
array_equiv: Final = like.plain_pair(np.array_equiv)
isclose: Final = like.plain_pair(np.isclose)
may_share_memory: Final = like.plain_pair(np.may_share_memory)
shares_memory: Final = like.plain_pair(np.shares_memory)
