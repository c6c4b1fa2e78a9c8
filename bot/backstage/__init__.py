"""What the sandbox is shown of this deployment: an opening scene, the bank's books, and the clock's hands."""
