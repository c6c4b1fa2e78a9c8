"""What the initiator's wizard shows: `screens` puts a step together from `lines`, `questions` and the `review`."""
