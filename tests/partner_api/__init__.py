"""The partner API as a stranger's server meets it: over HTTP, on a real database."""
