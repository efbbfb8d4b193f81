"""``show_versions``: what a bug report should say of the machine and of what is installed."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["show_versions", "versions"]

_THREADS: Final = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


def versions() -> dict[str, str]:
    """Return what is installed, by name."""
    import os  # noqa: PLC0415  # most programs never ask
    import platform  # noqa: PLC0415  # as above
    import sys  # noqa: PLC0415  # as above
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  # as above

    import numpy as np  # noqa: PLC0415  # as above

    found = {
        "autodiff": sys.modules["autodiff"].__version__,
        "Python": f"{platform.python_version()} ({platform.python_implementation()})",
        "NumPy": np.__version__,
    }
    for package in ("SciPy", "typing_extensions"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    config: Any = np.show_config(mode="dicts")  # pyright: ignore[reportUnknownVariableType]  # a dict
    for name in ("BLAS", "LAPACK"):
        library = config.get("Build Dependencies", {}).get(name.lower(), {})
        found[name] = f"{library.get('name', 'unknown')} {library.get('version', '')}".strip()
    simd = config.get("SIMD Extensions", {})
    found["SIMD"] = " ".join([*simd.get("baseline", ()), *simd.get("found", ())]) or "unknown"
    set_to = [f"{name}={os.environ[name]}" for name in _THREADS if name in os.environ]
    found["threads"] = f"{os.cpu_count()} processors; {', '.join(set_to) or 'no variable set'}"
    found["platform"] = platform.platform()
    return found


def show_versions() -> None:
    """Print the versions of Python, NumPy, SciPy and this library, the BLAS and the platform.

    Please paste it into reports of bugs; ``python -m autodiff info`` prints the same.

    Examples
    --------
    >>> import autodiff as ad
    >>> ad.show_versions()
    autodiff ...
    """
    found = versions()
    width = max(map(len, found))
    print("\n".join(f"{name:<{width}}  {text}" for name, text in found.items()))  # noqa: T201  # what it is for
