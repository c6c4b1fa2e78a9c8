"""What admins see, a subject to a file. Account numbers are masked here too, and no pledge's amount is told."""
