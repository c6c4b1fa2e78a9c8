"""The card, the certificate and the QR code."""
