"""Rich messages: documents of blocks (headings, lists, tables …) instead of one text with entities."""
