"""Functions compiled to straight-line NumPy."""

from . import recorder, traced

traced.use(recorder)
