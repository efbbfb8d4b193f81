"""Functions of one element, or of two, by family."""
