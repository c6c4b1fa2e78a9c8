"""The initiator's wizard behind its handlers: its answers, its steps, and the last one, publishing."""
