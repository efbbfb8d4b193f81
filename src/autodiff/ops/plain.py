"""NumPy callables whose results have no derivative: given Variables, they return plain arrays."""

from __future__ import annotations

import numpy as np

from autodiff.registry import plain

plain(
    np.equal,
    np.not_equal,
    np.less,
    np.less_equal,
    np.greater,
    np.greater_equal,
    np.isfinite,
    np.isinf,
    np.isnan,
    np.signbit,
    np.logical_and,
    np.logical_not,
    np.logical_or,
    np.logical_xor,
    np.isnat,
    np.bitwise_and,
    np.bitwise_count,
    np.bitwise_or,
    np.bitwise_xor,
    np.gcd,
    np.invert,
    np.lcm,
    np.left_shift,
    np.right_shift,
)
plain(
    np.all,
    np.allclose,
    np.any,
    np.argmax,
    np.argmin,
    np.argsort,
    np.array_equal,
    np.array_equiv,
    np.array_repr,
    np.array_str,
    np.count_nonzero,
    np.flatnonzero,
    np.isclose,
    np.iscomplex,
    np.isneginf,
    np.isposinf,
    np.isreal,
    np.iscomplexobj,
    np.isrealobj,
    np.may_share_memory,
    np.ndim,
    np.nonzero,
    np.result_type,
    np.shape,
    np.shares_memory,
    np.size,
)
