"""What people keep as files: that it says what is so, and that what is not ours is told from what is."""
