"""LeNet's step on 32 images in float32: windows and a product, as one writes it with NumPy.

Libraries that have a convolution of their own use that. Images are batch x rows x columns x
channels, for so the windows' product is one matrix.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from .problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    Layer = Callable[..., Any]

SIDE = 5


def _lenet(convolve: Layer, pool: Layer) -> Callable[..., Any]:
    """Return the program, by a convolution and by the largest of each square of four."""

    def program(np_: Any, *arrays: Any) -> Any:
        c1, b1, c2, b2, w3, b3, w4, b4, w5, b5, x, target = arrays
        x = pool(np_.tanh(convolve(x, c1) + b1))
        x = pool(np_.tanh(convolve(x, c2) + b2))
        x = x.reshape(len(target), -1)
        x = np_.tanh(x @ w3 + b3)
        x = np_.tanh(x @ w4 + b4)
        scores = x @ w5 + b5
        return (np_.log(np_.exp(scores).sum(1)) - (scores * target).sum(1)).mean()

    return program


def _windows(x: Any) -> Any:
    """Return the windows of all images as the rows of a matrix, which is a copy."""
    windows = sliding_window_view(x, (SIDE, SIDE), axis=(1, 2))
    return windows.reshape(-1, x.shape[3] * SIDE * SIDE)


def _convolve(x: Any, w: Any) -> Any:
    side = x.shape[1] - SIDE + 1
    return (_windows(x) @ w).reshape(len(x), side, side, -1)


def _squares(x: Any) -> Any:
    n, side, _, channels = x.shape
    return x.reshape(n, side // 2, 2, side // 2, 2, channels)


def _pool(x: Any) -> Any:
    return _squares(x).max((2, 4))


def _pool_by_hand(x: Any) -> Any:
    """Do the same by four strided views, for NumPy reduces short axes slowly."""
    upper = np.maximum(x[:, ::2, ::2], x[:, ::2, 1::2])
    lower = np.maximum(x[:, 1::2, ::2], x[:, 1::2, 1::2])
    return np.maximum(upper, lower, out=upper)


def _pool_back(x: Any, largest: Any, g: Any) -> Any:
    """Return the cotangent of ``x``: that of the largest of each square, 0 for the others."""
    gx = np.empty_like(x)
    for i in (0, 1):
        for j in (0, 1):
            corner = slice(None), slice(i, None, 2), slice(j, None, 2)
            np.multiply(x[corner] == largest, g, out=gx[corner])
    return gx


def _by_channel(g: Any) -> Any:
    """Return the sums of columns; of few columns BLAS is faster than a reduction."""
    return np.ones(len(g), g.dtype) @ g


def _back_through_tanh(y: Any, g: Any) -> Any:
    slope = y * y
    g *= np.subtract(1, slope, out=slope)
    return g


def _dense(x: Any, w: Any, b: Any) -> Any:
    z = x @ w
    z += b
    return np.tanh(z, out=z)


def _by_hand(*arrays: Any) -> list[Any]:
    c1, b1, c2, b2, w3, b3, w4, b4, w5, b5, x, target = arrays
    n = len(x)
    columns1 = _windows(x)
    y1 = _dense(columns1, c1, b1).reshape(n, 24, 24, -1)
    p1 = _pool_by_hand(y1)
    columns2 = _windows(p1)
    y2 = _dense(columns2, c2, b2).reshape(n, 8, 8, -1)
    p2 = _pool_by_hand(y2)
    flat = p2.reshape(n, -1)
    h3 = _dense(flat, w3, b3)
    h4 = _dense(h3, w4, b4)
    scores = h4 @ w5
    scores += b5
    e = np.exp(scores)
    z = e.sum(axis=1)
    value = (np.log(z) - (scores * target).sum(axis=1)).mean()
    e /= z[:, None]
    e -= target
    e /= n
    gradients = [h4.T @ e, e.sum(axis=0)]
    g = _back_through_tanh(h4, e @ w5.T)
    gradients += [h3.T @ g, g.sum(axis=0)]
    g = _back_through_tanh(h3, g @ w4.T)
    gradients += [flat.T @ g, g.sum(axis=0)]
    g = _pool_back(y2, p2, (g @ w3.T).reshape(p2.shape))
    g = _back_through_tanh(y2, g).reshape(-1, y2.shape[3])
    gradients += [columns2.T @ g, _by_channel(g)]
    windows = (g @ c2.T).reshape(n, 8, 8, -1, SIDE, SIDE)
    g = np.zeros_like(p1)
    for i in range(SIDE):
        for j in range(SIDE):
            g[:, i : i + 8, j : j + 8] += windows[..., i, j]
    g = _back_through_tanh(y1, _pool_back(y1, p1, g)).reshape(-1, y1.shape[3])
    gradients += [columns1.T @ g, _by_channel(g)]
    pairs = [gradients[i : i + 2] for i in range(0, len(gradients), 2)]
    return [value, *(g for pair in reversed(pairs) for g in pair)]


def _torch(_np: Any, *arrays: Any) -> Any:
    torch = import_module("torch")
    functional = torch.nn.functional

    def convolve(x: Any, w: Any) -> Any:
        kernels = w.T.reshape(w.shape[1], -1, SIDE, SIDE)
        return functional.conv2d(x.permute(0, 3, 1, 2), kernels).permute(0, 2, 3, 1)

    def pool(x: Any) -> Any:
        return functional.max_pool2d(x.permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)

    return _lenet(convolve, pool)(torch, *arrays)


def _jax(np_: Any, *arrays: Any) -> Any:
    jax = import_module("jax")

    def convolve(x: Any, w: Any) -> Any:
        kernels = w.reshape(-1, SIDE, SIDE, w.shape[1]).transpose(1, 2, 0, 3)
        layout = "NHWC", "HWIO", "NHWC"
        return jax.lax.conv_general_dilated(x, kernels, (1, 1), "VALID", dimension_numbers=layout)

    return _lenet(convolve, _pool)(np_, *arrays)


def _mygrad(np_: Any, *arrays: Any) -> Any:
    layers = import_module("mygrad.nnet.layers")

    def convolve(x: Any, w: Any) -> Any:
        kernels = w.T.reshape(w.shape[1], -1, SIDE, SIDE)
        y = layers.conv_nd(np_.transpose(x, 0, 3, 1, 2), kernels, stride=1)
        return np_.transpose(y, 0, 2, 3, 1)

    def pool(x: Any) -> Any:
        return np_.transpose(layers.max_pool(np_.transpose(x, 0, 3, 1, 2), (2, 2), 2), 0, 2, 3, 1)

    return _lenet(convolve, pool)(np_, *arrays)


def step(size: int | None = None) -> Problem:
    """LeCun, Bottou, Bengio and Haffner's network, on images of 28 x 28."""
    batch = size or 32
    rng = np.random.default_rng(0)

    def normal(*shape: int) -> Any:
        return (rng.normal(size=shape) / np.sqrt(shape[0])).astype(np.float32)

    shapes = (25, 6), (150, 16), (256, 120), (120, 84), (84, 10)
    parameters = [p for shape in shapes for p in (normal(*shape), normal(shape[1]) * 0)]
    x = rng.normal(size=(batch, 28, 28, 1)).astype(np.float32)
    target = np.eye(10, dtype=np.float32)[rng.integers(0, 10, batch)]
    return Problem(
        _lenet(_convolve, _pool),
        _by_hand,
        tuple(parameters),
        (x, target),
        without=frozenset({"autograd"}),  # has neither windows nor a fast convolution
        programs={"torch": _torch, "jax": _jax, "mygrad": _mygrad},
    )
