"""Settings of Sphinx; ``make docs`` builds."""

from autodiff import __version__

project = "autodiff"
author = "the autodiff developers"
copyright = "2026, the autodiff developers"
version = release = __version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.intersphinx",
    "sphinx.ext.napoleon",
]
exclude_patterns = ["_build", "inventories"]
html_theme = "furo"
html_title = f"autodiff {release}"
pygments_dark_style = "github-dark"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_js_files = [("copy.js", {"defer": "defer"})]

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_use_type_comments = False
napoleon_google_docstring = False
napoleon_use_rtype = False

# Kept here, for building needs no network; inventories/README.md says where they are from.
intersphinx_mapping = {
    "python": ("https://docs.python.org/3", "inventories/python.inv"),
    "numpy": ("https://numpy.org/doc/stable", "inventories/numpy.inv"),
    "scipy": ("https://docs.scipy.org/doc/scipy", "inventories/scipy.inv"),
}

nitpick_ignore = [
    # What no_grad() and register_hook() return; users never make one.
    ("py:class", "autodiff.config.Scope"),
    ("py:class", "autodiff.diagnosis.hooks.Hooks"),
]
nitpick_ignore_regex = [
    # What those inventories do not have: private modules, and the short names of signatures.
    (r"py:.*", r"(?!autodiff\b).*"),
    # Signatures name type variables and private types, which have no entries.
    (r"py:.*", r"autodiff\.(.*\.)?(_\w+|[A-Z]\w*T(_co)?|[A-Z]\d?)"),
]
