"""The parts of a Word file: the package that holds them, their XML, their styles."""
