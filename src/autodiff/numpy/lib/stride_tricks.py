"""``numpy.lib.stride_tricks`` with types that know Variables.

>>> import numpy as np
>>> from autodiff import Variable
>>> from autodiff.numpy.lib.stride_tricks import sliding_window_view
>>> x = Variable(np.array([1.0, 2.0, 4.0]))
>>> print(sliding_window_view(x, 2).mean(axis=1))
variable([1.5 3. ])
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Final

    from autodiff.numpy import like
    from autodiff.ops.indexing.windows import windows

    sliding_window_view: Final = like.same_dtype(windows)
else:
    from numpy.lib.stride_tricks import sliding_window_view

__all__ = ["sliding_window_view"]
