"""Hecun's rules: pure and synchronous; standard library only, with no clock, no randomness and no I/O."""
