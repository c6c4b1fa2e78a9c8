"""Immutable values of pooled saving and the rules on them; standard library only."""
