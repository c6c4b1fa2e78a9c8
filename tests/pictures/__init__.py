"""The card, the certificate, the portfolio and the QR code."""
