"""Shapes, axes, joining, splitting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from autodiff.ops.manipulation import (
    axes,
    insertion,
    joining,
    layout,
    padding,
    rearranging,
    repetition,
    splitting,
    stacking,
)
from autodiff.ops.manipulation.shape import swapaxes as our_swapaxes

from . import like
from .like import own

if TYPE_CHECKING:
    from autodiff import signatures as of

reshape: of.Reshape = own("reshape")
transpose: of.Transpose = own("transpose")
permute_dims: of.Transpose = own("permute_dims")
broadcast_to: of.BroadcastTo = own("broadcast_to")
swapaxes: Final = like.same_shape(our_swapaxes)
ravel: Final = like.vector(layout.ravel)
copy: Final = like.same_shape(layout.copy)
moveaxis: Final = like.same_shape(axes.moveaxis)
rollaxis: Final = like.same_shape(axes.rollaxis)
matrix_transpose: Final = like.same_shape(axes.matrix_transpose)
expand_dims: Final = like.same_dtype(axes.expand_dims)
squeeze: Final = like.same_dtype(axes.squeeze)
atleast_1d: of.AtLeast = own("atleast_1d")
atleast_2d: of.AtLeast = own("atleast_2d")
atleast_3d: of.AtLeast = own("atleast_3d")
broadcast_arrays: of.Aligned = own("broadcast_arrays")
flip: Final = like.same_shape(rearranging.flip)
fliplr: Final = like.same_shape(rearranging.fliplr)
flipud: Final = like.same_shape(rearranging.flipud)
roll: Final = like.same_shape(rearranging.roll)
rot90: Final = like.same_shape(rearranging.rot90)
repeat: Final = like.same_dtype(repetition.repeat)
tile: Final = like.same_dtype(repetition.tile)
resize: Final = like.same_dtype(repetition.resize)
pad: Final = like.same_shape(padding.pad)
append: Final = like.pair(insertion.append)
delete: Final = like.same_dtype(insertion.delete)
insert: Final = like.same_dtype(insertion.insert)
trim_zeros: Final = like.same_shape(insertion.trim_zeros)
concatenate: Final = like.concatenate(joining.concatenate)
concat: Final = like.concatenate(joining.concatenate, "concat")
stack: Final = like.stack(joining.stack)
hstack: Final = like.joined(stacking.hstack)
vstack: Final = like.joined(stacking.vstack)
dstack: Final = like.joined(stacking.dstack)
column_stack: Final = like.joined(stacking.column_stack)
block: of.Block = own("block")
split: Final = like.pieces(splitting.split)
array_split: Final = like.pieces(splitting.array_split)
hsplit: Final = like.pieces(splitting.hsplit)
vsplit: Final = like.pieces(splitting.vsplit)
dsplit: Final = like.pieces(splitting.dsplit)
unstack: Final = like.slices(splitting.unstack)
ndim: Final = like.plain(np.ndim)
shape: of.Shape = own("shape")
size: Final = like.plain(np.size)
