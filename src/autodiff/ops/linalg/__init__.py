"""Linear algebra, over stacks of matrices as NumPy has it."""
