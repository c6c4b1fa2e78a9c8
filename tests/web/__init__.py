"""The order link in a browser."""
