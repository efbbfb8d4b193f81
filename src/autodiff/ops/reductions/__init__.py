"""Sums, products and extrema over axes, and running ones."""
