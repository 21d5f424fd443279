"""Sends both endpoints what nobody should send, for minutes: `make fuzz`."""
