"""What the families share: where they are, what they take, and the formulas that need care."""
