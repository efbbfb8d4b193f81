"""Derivatives of SciPy's functions, and their types; each module mirrors one of SciPy's."""
