"""What admins see, a subject to a file. Account numbers are masked here too, and no amount tells whose pledge it is."""
