"""What happened, is planned or alleged: events with participants, status, date and place.

`found.py` is the flow: triggers of a sentence, their standing, participants, dates and places, and in the end the
merging of what a text tells twice. The words are rows of `pipeline/reference/event_triggers.csv` and its neighbours.
"""

from pipeline.extract.events.found import Found, events, found

__all__ = ["Found", "events", "found"]
