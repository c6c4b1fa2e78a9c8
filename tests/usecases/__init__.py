"""Each use case on a book: a command goes in, state and a receipt come out."""
