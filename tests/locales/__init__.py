"""The words people read and what they type."""
