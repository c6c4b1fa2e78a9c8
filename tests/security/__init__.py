"""What must not be possible, tried: as other people, with forged and hostile input, and by reading what was logged."""
