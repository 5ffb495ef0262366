"""What reports a dataset has, for those who tell of them: the explorer, the README files, the data dictionary."""

from __future__ import annotations

FOLDER = "reports/"  # below dist/

# file -> what it tells; in the order in which people are told of them. A dataset has some of them only.
REPORTS = {
    "quality.html": "what was checked before publishing: every expectation, the rows examined, the rows that failed",
    "run.html": "what the run read, left out and dropped, with the reasons, and how many rows each table has",
    "changes.md": "what changed since the last release",
    "accuracy.json": "how right the tables are, measured on annotated texts",
    "review.csv": "what wants a human eye, with the commands that decide it",
    "quarantine.csv": "the files that were left out, each with the reason and what to do",
    "accepted_losses.csv": "losses against the last release that people accepted",
    "quality.json": "the quality report for machines",
    "run.json": "the run report for machines",
}
