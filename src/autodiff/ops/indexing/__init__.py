"""Elements read, chosen and written."""
