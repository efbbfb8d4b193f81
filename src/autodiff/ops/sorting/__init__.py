"""Elements in order, and sets of them."""
