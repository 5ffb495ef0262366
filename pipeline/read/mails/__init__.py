"""What a mail holds: its headers, its own words, its parts."""
