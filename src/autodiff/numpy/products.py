"""Products of arrays, convolutions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from autodiff.ops.products import convolution, tensor_products, vector_products

from . import like
from .like import own

if TYPE_CHECKING:
    from autodiff import signatures as of

matmul: of.Product = own("matmul")
vecdot: Final = like.pair(vector_products.vecdot)
matvec: Final = like.pair(vector_products.matvec)
vecmat: Final = like.pair(vector_products.vecmat)
dot: Final = like.pair(tensor_products.dot)
inner: Final = like.pair(tensor_products.inner)
outer: Final = like.matrix_pair(tensor_products.outer)
vdot: Final = like.pair(tensor_products.vdot)
tensordot: Final = like.pair(tensor_products.tensordot)
kron: Final = like.pair(tensor_products.kron)
cross: Final = like.pair(vector_products.cross)
convolve: Final = like.vector_pair(convolution.convolve)
correlate: Final = like.vector_pair(convolution.correlate)
einsum: of.Einsum = own("einsum")
