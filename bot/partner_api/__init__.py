"""The HTTP API for partners: third-party servers that open campaigns and follow what becomes of them."""
