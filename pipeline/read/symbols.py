"""Signs of the fonts Symbol and Wingdings: Word and PDF files name them by codes that are no letters."""

SYMBOLS = {"B7": "•", "A7": "▪", "FC": "✓", "D8": "➢"}  # by the last two hexadecimal digits of the code
