"""The way to a bank elsewhere: the HTTP contract, and the adapter that speaks it. See `docs/bank-gateway.md`."""
