"""What people see: pure functions from values and words to a `Screen`, a topic to a file."""
