"""Elements moved, joined, split, repeated and padded."""
