"""How right the extraction was on texts that nobody had looked at when the rules were written.

The texts are other people's and are not here, so no command measures this anew: the README and the explorer tell it
from these words.
"""

ON_UNSEEN = (
    "on twelve real texts that the rules had not seen (November 2026; they are other people's and not in this repository) "
    "F1 was 0.77 for parties, 0.97 for people, 0.52 for demands and 0.52 for events. Of the demands and events found there "
    "six in ten were right, and a little less than half of what a reader finds was found."
)
