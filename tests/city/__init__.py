"""A whole city for a simulated year on a virtual clock: one seed, and everything that may go wrong does."""
