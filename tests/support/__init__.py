"""What several folders of tests share: a store in plain dictionaries, and a house to play in."""
