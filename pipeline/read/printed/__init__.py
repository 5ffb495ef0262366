"""From the marks on printed pages to paragraphs: runs of letters, lines in reading order, running heads, hyphens."""
