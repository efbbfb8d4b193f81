"""Settings of Sphinx; ``make docs`` builds."""

from autodiff import __version__

project = "autodiff"
author = "the autodiff developers"
copyright = "2026, the autodiff developers"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"autodiff {release}"

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_use_type_comments = False
napoleon_google_docstring = False
napoleon_use_rtype = False

nitpick_ignore_regex = [
    # Building needs no network, so there are no inventories of other projects to refer to.
    (r"py:.*", r"(?!autodiff\b).*"),
    # Signatures name type variables and private types, which have no entries.
    (r"py:.*", r"autodiff\.(.*\.)?(_\w+|[A-Z]\w*T(_co)?|[A-Z]\d?)"),
]
