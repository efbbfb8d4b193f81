"""Differences of samples, slopes and values between them."""
