"""What is done when people tap and type, a topic to a file; each offers `create_router()`."""
