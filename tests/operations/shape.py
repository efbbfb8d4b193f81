"""Axes moved, elements moved, repeated, put in, taken out, joined, cut and padded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from autodiff.registry import FUNCTIONS

from .case import Array, Case, real, row

anp: Any = np  # whose stubs know no Variable
NEW = np.lib.NumpyVersion(np.__version__)
"""What NumPy this is; some keywords are new."""


def joined(parts: Iterable[Any]) -> Any:
    """Return all the elements of several results, each weighted differently."""
    return anp.concatenate([anp.ravel(part) * (i + 1.0) for i, part in enumerate(parts)])


def rows(f: Callable[..., Any], *calls: tuple[Any, ...], **options: Any) -> list[Case]:
    """Return a row for each call, given as shape of the array and further arguments."""
    return [_row(f, call, options) for call in calls]


def _row(f: Any, call: tuple[Any, ...], options: dict[str, Any]) -> Case:
    shape, *args = call
    keywords: dict[str, Any] = args.pop() if args and isinstance(args[-1], Keywords) else {}
    return row(
        f.__name__, lambda x: f(x, *args, **keywords), real(*shape), holomorphic=True, **options
    )


class Keywords(dict[str, Any]):
    """Keywords of a call."""


def _axes() -> list[Case]:
    return [
        *rows(
            anp.reshape,
            ((2, 3), [6]),
            ((6,), (2, 3), Keywords(copy=True) if NEW >= "2.1.0" else "C"),
        ),
        *rows(anp.moveaxis, ((2, 3, 4), 0, -1), ((2, 3, 4), (0, 1), (-1, 0)), ((3,), 0, 0)),
        *rows(anp.rollaxis, ((2, 3, 4), 2), ((2, 3, 4), 0, 3), ((2, 3, 4), -1, -2), ((2, 3), 1, 1)),
        *rows(anp.matrix_transpose, ((2, 3),), ((2, 3, 4),), ((0, 3),)),
        *rows(anp.permute_dims, ((2, 3, 4), (1, 2, 0)), ((2, 3),)),
        *rows(
            anp.squeeze,
            ((1, 3, 1),),
            ((1, 3, 1), 0),
            ((1, 3, 1), (0, -1)),
            ((),),
            ((), 0),
            ((1, 0),),
        ),
        *rows(
            anp.expand_dims, ((2, 3), 0), ((2, 3), -1), ((2, 3), (0, 2)), ((), 0), ((0,), [1, 0])
        ),
        *rows(anp.atleast_1d, ((),), ((3,),), ((2, 3),)),
        *rows(anp.atleast_2d, ((),), ((3,),), ((2, 3),), ((0,),)),
        *rows(anp.atleast_3d, ((),), ((3,),), ((2, 3),), ((2, 1, 3),)),
        row(
            "atleast_1d",
            lambda x, y: joined(anp.atleast_1d(x, np.float32(2.0), y)),
            real(),
            real(2, seed=1),
        ),
        row("atleast_2d", lambda x, y: joined(anp.atleast_2d(x, y)), real(), real(2, seed=1)),
        row("atleast_3d", lambda x, y: joined(anp.atleast_3d(x, y)), real(), real(2, 2, seed=1)),
        *rows(anp.ravel, ((2, 3),), ((2, 3), "F"), ((),), ((2, 0), "F")),
        *rows(anp.copy, ((2, 3),), ((),), ((0,),), ((2, 3), "F")),
        *[
            row("astype", lambda x, c=c: anp.astype(x, np.float64, copy=c), real(3), single=False)
            for c in (True, False)
            if hasattr(np, "astype")
        ],
    ]


def _order() -> list[Case]:
    return [
        *rows(anp.flip, ((3,),), ((2, 3),), ((2, 3), 1), ((2, 3, 2), (0, -1)), ((),), ((0,), 0)),
        *rows(anp.flipud, ((3,),), ((3, 2),)),
        *rows(anp.fliplr, ((2, 3),), ((2, 3, 2),)),
        *[c for k in range(-1, 5) for c in rows(anp.rot90, ((2, 3), k))],
        *rows(anp.rot90, ((2, 3, 2), 1, (1, 2)), ((2, 3, 2), 3, (-1, 0)), ((2, 3, 2), 2, (2, 0))),
        *rows(
            anp.roll,
            ((4,), 1),
            ((4,), -3),
            ((4,), 9),
            ((2, 3), 2),
            ((2, 3), 1, 0),
            ((2, 3), 1, -1),
            ((2, 3), (1, -1), (0, 1)),
            ((2, 3), 1, (0, 1)),
            ((2, 4), (1, 2), 1),
            ((2, 3), (1, 2)),
            ((), 1),
            ((0,), 1),
            ((2, 3), np.array([1, 2]), [1, 0]),
        ),
    ]


def _repetition() -> list[Case]:
    return [
        *rows(
            anp.repeat,
            ((3,), 2),
            ((2, 3), 2),
            ((2, 3), 2, 0),
            ((2, 3), 3, -1),
            ((3,), [1, 0, 2]),
            ((2, 3), [2, 1], 0),
            ((2, 3), np.array([0, 1, 2]), 1),
            ((2, 3), [2], 1),
            ((3,), 0),
            ((), 3),
            ((0, 2), 2, 0),
        ),
        *rows(
            anp.tile,
            ((3,), 2),
            ((2, 3), 2),
            ((2, 3), (2, 1)),
            ((2, 3), (2, 1, 3)),
            ((3,), (2, 2)),
            ((2, 3), (1, 1)),
            ((2, 3), ()),
            ((3,), 0),
            ((), 3),
            ((), (2, 2)),
            ((0,), (2, 2)),
        ),
        *rows(
            anp.resize,
            ((3,), 5),
            ((2, 3), (2, 2)),
            ((2, 3), (3, 5)),
            ((), (2, 2)),
            ((3,), 0),
            ((2,), (2, 0)),
            ((3,), ()),
        ),
        row(
            "broadcast_arrays",
            lambda x, y: joined(anp.broadcast_arrays(x, y, np.float32(2.0))),
            real(2, 1),
            real(3, seed=1),
        ),
        row("broadcast_arrays", lambda x: joined(anp.broadcast_arrays(x)), real(2)),
    ]


def _insertion() -> list[Case]:
    x, y = real(2, 3), real(2, seed=1)
    mask = np.array([True, False, True])
    places: list[tuple[Array, Any, Array, int | None]] = [
        (real(4), 1, real(seed=1), None),
        (real(4), -1, real(2, seed=1), None),
        (real(4), [0, 2], y, None),
        (real(4), [2, 2], y, None),
        (real(4), [3, 0, 3], real(3, seed=1), 0),
        (real(4), slice(1, 3), y, 0),
        (real(4), slice(None, None, 3), real(seed=1), 0),
        (real(4), [4], real(3, seed=1), None),
        (x, 1, real(seed=1), None),
        (x, 1, real(3, seed=1), 0),
        (x, 1, y, 1),
        (x, 1, real(2, 2, seed=1), 1),
        (x, [1], real(2, 1, seed=1), 1),
        (x, [0, 2], real(2, 2, seed=1), 1),
        (x, [2, 0], real(2, 1, seed=1), 1),
        (x, [0, 1], real(3, seed=1), 0),
        (real(2, 2, 2), 1, real(2, 2, seed=1), 1),
        (real(2, 2, 2), 0, real(2, 1, seed=1), -1),
        (real(), 0, real(seed=1), None),
        (real(0), 0, real(2, seed=1), None),
        (real(3), [], real(seed=1), None),
    ]
    if NEW >= "2.3.0":  # before that, masks were taken for integers
        places.append((x, np.array([True, True, False]), y, 1))
    return [
        *[
            row(
                "insert",
                lambda a, b, obj=obj, axis=axis: anp.insert(a, obj, b, axis),
                a,
                b,
                holomorphic=True,
            )
            for a, obj, b, axis in places
        ],
        row("insert", lambda a: anp.insert(a, 1, [5.0, 6.0]), real(3), holomorphic=True),
        *rows(
            anp.delete,
            ((4,), 1),
            ((4,), -1),
            ((4,), slice(0, 4, 2)),
            ((4,), slice(3, 0, -2)),
            ((4,), [0, 2, 2]),
            ((4,), []),
            ((3,), mask),
            ((2, 3), 1),
            ((2, 3), 1, 1),
            ((2, 3), [0, -1], 1),
            ((2, 3), mask, 1),
            ((2, 3), slice(None), 0),
        ),
        row("append", anp.append, x, y, holomorphic=True),
        row("append", lambda a, b: anp.append(a, b, 1), x, real(2, 1, seed=1), holomorphic=True),
        row("append", lambda a, b: anp.append(a, b, axis=0), x, real(1, 3, seed=1)),
        row("append", lambda a: anp.append(a, [1.0, 2.0]), real(2), holomorphic=True, single=False),
        row("append", lambda a: anp.append(a, 1.0), real(), holomorphic=True, single=False),
        *[
            row("trim_zeros", lambda a, t=trim, w=w: anp.trim_zeros(a * w, t), real(5))
            for trim in ("fb", "f", "b", "B")
            for w in (np.array([0.0, 1.0, 0.0, 1.0, 0.0], np.float32),)
        ],
        row("trim_zeros", anp.trim_zeros, real(3)),
        row("trim_zeros", lambda a: anp.trim_zeros(a * 0.0), real(3)),
        *[
            row("trim_zeros", lambda a, k=axis, w=w: anp.trim_zeros(a * w, axis=k), real(3, 3))
            for axis in (None, 0, (0, 1), -1, ())
            for w in (np.array([[0, 0, 0], [0, 1, 1], [0, 0, 1]], np.float32),)
            if NEW >= "2.2.0"
        ],
    ]


def _splitting() -> list[Case]:
    calls: list[tuple[Any, tuple[int, ...], tuple[Any, ...]]] = [
        (anp.split, (4,), (2,)),
        (anp.split, (4,), ([1, 3],)),
        (anp.split, (4,), ([3, 1, 7, -1],)),
        (anp.split, (2, 4), (2, 1)),
        (anp.split, (2, 4), (np.array([1]), -1)),
        (anp.array_split, (5,), (3,)),
        (anp.array_split, (2,), (3,)),
        (anp.array_split, (2, 5), (2, 1)),
        (anp.array_split, (3,), ((),)),
        (anp.hsplit, (4,), (2,)),
        (anp.hsplit, (2, 4), ([1],)),
        (anp.vsplit, (4, 2), (2,)),
        (anp.dsplit, (1, 2, 4), (2,)),
    ]
    cases = [
        row(f.__name__, lambda x, f=f, a=a: joined(f(x, *a)), real(*shape), holomorphic=True)
        for f, shape, a in calls
    ]
    if hasattr(np, "unstack"):
        cases += [
            row("unstack", lambda x, a=a: joined(anp.unstack(x, axis=a)), real(2, 3, 2))
            for a in (0, 1, -1)
        ]
    return cases


def _joining() -> list[Case]:
    x, y, s, t, v = real(2, 3), real(2, 3, seed=1), real(seed=2), real(seed=4), real(3, seed=3)
    cases = [
        row("concatenate", anp.concatenate, x, holomorphic=True),
        row("stack", lambda a: anp.stack(a, axis=-1), x, holomorphic=True),
        row("concat", lambda a, b: anp.concat([a, b], axis=1), x, y, holomorphic=True),
        row("concatenate", lambda a, b: anp.concatenate((a, b), dtype="f8"), x, y, single=False),
        row(
            "stack",
            lambda a, b: anp.stack((a, b), dtype="f8", casting="safe"),
            x,
            y,
            single=False,
        ),
        row("concatenate", lambda a: anp.concatenate([a, np.ones((2, 3), "f4")], None), x),
        row("block", anp.block, x, holomorphic=True),
        row("block", lambda a, b: anp.block([a, b]), x, y, holomorphic=True),
        row("block", lambda a, b: anp.block([[a, b], [b, 2.0 * a]]), x, y, holomorphic=True),
        row("block", lambda a, b: anp.block([[a], [b]]), s, t, holomorphic=True),
        row("block", lambda a, b: anp.block([[a, b]]), v, s, single=True),
        row("block", lambda a: anp.block([[a, np.ones((2, 1), "f4")]]), x),
        row("block", lambda a: anp.block([[[a]], [[a]]]), v, holomorphic=True),
    ]
    for f in (anp.hstack, anp.vstack, anp.dstack, anp.column_stack):
        cases += [
            row(f.__name__, lambda *a, f=f: f(a), *xs, holomorphic=True)
            for xs in [(x, y), (v, v + 1.0), (v,), (x,), (s, t)]
            if f is not anp.column_stack or xs[0].ndim
        ]
    return [
        *cases,
        row("column_stack", lambda a, b: anp.column_stack([a, b]), x, real(2, seed=1)),
        row("hstack", lambda a: anp.hstack([a, np.ones(2, "f4")]), v, holomorphic=True),
        row("hstack", lambda a, b: anp.hstack([a, b], dtype="f8"), x, y, single=False),
        row("vstack", lambda a, b: anp.vstack([a, b], dtype="f8"), x, v, single=False),
        row("vstack", anp.vstack, x),
    ]


def _padding() -> list[Case]:
    moving: list[Any] = [
        Keywords(mode="edge"),
        Keywords(mode="reflect"),
        Keywords(mode="reflect", reflect_type="odd"),
        Keywords(mode="symmetric"),
        Keywords(mode="symmetric", reflect_type="odd"),
        Keywords(mode="wrap"),
        Keywords(mode="linear_ramp"),
        Keywords(mode="linear_ramp", end_values=(1.0, -2.0)),
        Keywords(mode="mean"),
        Keywords(mode="mean", stat_length=2),
    ]
    ordered: list[Any] = [
        Keywords(mode="maximum"),
        Keywords(mode="maximum", stat_length=((1, 2),)),
        Keywords(mode="minimum"),
        Keywords(mode="minimum", stat_length=2),
    ]
    medians: list[Any] = [Keywords(mode="median"), Keywords(mode="median", stat_length=(2, 3))]
    arrays: list[tuple[tuple[int, ...], Any]] = [
        ((4,), 2),
        ((3,), (2, 0)),
        ((2, 3), ((1, 0), (2, 1))),
        ((3,), (7, 5)),
        ((2,), 4),
        ((1,), 2),
        ((), 0),
        ((0, 2), ((0, 0), (1, 2))),
        ((3, 4), 0),
        ((2, 3, 2), ((0, 0), (1, 1), (3, 0))),
    ]
    cases = [
        row("pad", lambda x, w=width, k=k: anp.pad(x, w, **k), real(*shape), holomorphic=complex_)
        for complex_, keywords in ((True, moving), (False, ordered))
        for k in keywords
        for shape, width in arrays
    ]
    if np.median in FUNCTIONS:
        # the exponential keeps means of two from being equal to each other
        cases += [
            row("pad", lambda x, w=width, k=k: anp.pad(anp.exp(x), w, **k), real(*shape))
            for k in medians
            for shape, width in arrays
        ]
    cases += rows(
        anp.pad,
        ((3,), 1),
        ((3,), (1, 2)),
        ((2, 3), ((1, 0), (2, 1))),
        ((2, 3), 1, Keywords(constant_values=2)),
        ((2, 3), ((1, 2), (0, 1)), Keywords(constant_values=(1.0, 3.0))),
        ((2, 3), 1, Keywords(constant_values=((1.0, 2.0), (3.0, 4.0)))),
        ((2, 3), 1, "constant", Keywords(constant_values=[[1.0], [2.0]])),
        ((), 0, Keywords(constant_values=2.0)),
        ((0,), 2),
        ((0, 2), 1, Keywords(constant_values=2.0)),
        ((17,), 0, "empty"),
        ((2,), (40, 3), "wrap"),
        ((3,), (70, 3), "wrap"),
        ((3,), (70, 3), "symmetric"),
    )
    values: list[tuple[int, ...]] = [(), (1,), (2,), (2, 1), (1, 2), (2, 2)]
    for mode, keyword in (("constant", "constant_values"), ("linear_ramp", "end_values")):
        # NumPy asks the array alone whether it is a Variable
        cases += [
            row(
                "pad",
                lambda x, n=n, k=keyword, m=mode: anp.pad(
                    x, ((2, 1), (1, 3)), m, **{k: anp.resize(x, n) * 2}
                ),
                real(2, 3),
                holomorphic=True,
            )
            for n in values
        ]
    if NEW >= "2.4.0":
        cases += rows(
            anp.pad, ((2, 3), {1: (1, 2)}), ((2, 3), {-1: 2, 0: 1}, "edge"), ((2,), {}, "wrap")
        )
    return cases


def _along_axes() -> list[Case]:
    def outer(v: Any) -> Any:
        return v[:, None] * v[None, :2]

    return [
        *[
            row(
                "apply_along_axis",
                lambda x, f=f, a=axis: anp.apply_along_axis(f, a, x),
                real(2, 3, 2),
                holomorphic=True,
            )
            for axis in (0, 1, -1)
            for f in (anp.sum, lambda v: v[::-1] * v, outer)
        ],
        row(
            "apply_along_axis", lambda x: anp.apply_along_axis(lambda v: v[0] * v[1], 0, x), real(3)
        ),
        row(
            "apply_along_axis", lambda x: anp.apply_along_axis(lambda v: [v[1], v[0]], 1, x), x23()
        ),
        row("apply_along_axis", lambda x: anp.apply_along_axis(anp.multiply, 1, x, x[0]), x23()),
        *[
            row(
                "apply_over_axes",
                lambda x, a=axes: anp.apply_over_axes(anp.sum, x, a),
                real(2, 3, 2),
            )
            for axes in (0, [0, 2], (-1, 1), ())
        ],
        row(
            "apply_over_axes",
            lambda x: anp.apply_over_axes(lambda a, axis: anp.flip(a, axis) * a, x, [0, 1]),
            real(2, 3),
        ),
    ]


def x23() -> Array:
    return real(2, 3)


CASES: list[Case] = [
    *_axes(),
    *_order(),
    *_repetition(),
    *_insertion(),
    *_splitting(),
    *_joining(),
    *_padding(),
    *_along_axes(),
]
