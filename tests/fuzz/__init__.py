"""Inputs made by chance from a seed, and what must hold for each of them: `make fuzz`, or `python -m tests.fuzz`."""
