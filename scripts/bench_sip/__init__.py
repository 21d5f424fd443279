"""Measures calls through a real Asterisk, answered by SIPp: `make bench-sip`."""
