"""Which claims of different documents state the same thing."""
