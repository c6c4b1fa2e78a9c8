"""Random commands against a plain model of the house, with every invariant checked after each of them."""
