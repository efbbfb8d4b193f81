"""Scalar types, data types and what is known of them."""

from __future__ import annotations

from typing import Final

import numpy as np

from . import like

result_type: Final = like.plain(np.result_type)
