"""Arrays made of values: converted, filled, ranges and grids."""
