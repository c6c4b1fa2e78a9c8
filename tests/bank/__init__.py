"""A bank elsewhere for tests and for developers (`python -m tests.bank`), and what the way to it promises."""
