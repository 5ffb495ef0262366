"""Parley: who demands what of whom in a negotiation, what was answered, and which sentence says so."""

__version__ = "0.1.0"
