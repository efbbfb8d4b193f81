"""How NumPy computes, prints, stores: its own, for programs that import one name alone."""

from __future__ import annotations

from typing import Final

import numpy as np

from . import like

array_repr: Final = like.plain(np.array_repr)
array_str: Final = like.plain(np.array_str)
