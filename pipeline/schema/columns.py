"""The dictionary of columns: each is declared once, so that a name means one thing wherever it stands.

Where two tables must use one short name for different things (`status`, `name`, `type`), the entry is declared as
`table.column`. Tables list their columns by name in `tables.py`.
"""

from __future__ import annotations

import datetime

from pipeline.schema import vocabularies as vocabulary
from pipeline.schema.table import Column

DOCUMENT_ID = r"^[a-z0-9][a-z0-9-]*$"
FREE_CODE = r"^[a-z][a-z0-9_ -]*$"


def _id(name: str, kind: str, description: str, example: str) -> Column:
    return Column(name, "string", f"{kind.capitalize()} id", description, example, pattern=rf"^{kind}:[a-z0-9_.-]+$")


_COLUMNS = (
    # ids
    Column("document_id", "string", "Document id", "The document: its path below sources/seeds/ without the ending, "
           "as lower-case words joined by hyphens", "port-ayr-talks", pattern=DOCUMENT_ID),
    _id("party_id", "party", "The party: a state's code or a name in lower-case words", "party:ukr"),
    _id("part_of_id", "party", "The party that this one is part of: a parliament of its state", "party:swe"),
    _id("person_id", "person", "The person; in stances and event_participants the one who speaks or acts for the "
        "party", "person:ada-moreno"),
    _id("role_id", "role", "The role of one person in one document", "role:ada-moreno-foreign-minister-3f2a9c"),
    _id("place_id", "place", "The place, by its name in lower-case words", "place:oslo"),
    _id("demand_id", "demand", "The demand: parties, issue and a short hash", "demand:rus-ukr-forces-3f2a9c"),
    _id("stance_id", "stance", "One answer of one party to one demand in one document",
        "stance:ukr-rejected-3f2a9c"),
    _id("event_id", "event", "The event: its type, parties and a short hash", "event:consult-rus-usa-5d21e0"),
    _id("participant_id", "participant", "One participation of one party or person in one event",
        "participant:5d21e0-rus-participant"),
    _id("evidence_id", "evidence", "One stretch of text that states one record", "evidence:9c0b12ab34cd"),
    # names and outside ids
    Column("parties.name", "string", "Name", "The usual English name of the party", "Ukraine"),
    Column("people.name", "string", "Name", "The fullest form of the person's name in the documents",
           "Ada Moreno"),
    Column("places.name", "string", "Name", "The name of the place, as the text or the reference table has it", "Oslo"),
    Column("country_code", "string", "Country code", "ISO 3166-1 alpha-3 code of the state; empty where the text and "
           "the reference tables leave it open", "UKR", pattern=r"^[A-Z]{3}$"),
    Column("wikidata_id", "string", "Wikidata id", "Item of the same party or person in Wikidata", "Q212",
           pattern=r"^Q[1-9][0-9]*$"),
    Column("geonames_id", "string", "GeoNames id", "The same place in GeoNames", "5879092", pattern=r"^[0-9]+$"),
    Column("latitude", "number", "Latitude", "Degrees north of the equator (WGS 84)", 64.0, minimum=-90, maximum=90),
    Column("longitude", "number", "Longitude", "Degrees east of Greenwich (WGS 84)", -150.0, minimum=-180, maximum=180),
    # documents
    Column("path", "string", "Path", "Path of the source file below sources/seeds/", "port-ayr-talks.txt",
           unique=True),
    Column("documents.title", "string", "Title", "Title of the document, from its metadata or its first line",
           "Talks resume in Port Ayr"),
    Column("author", "string", "Author", "Who wrote the document", "Jane Doe"),
    Column("publisher", "string", "Publisher", "Who published the document", "Example Daily"),
    Column("url", "string", "Address", "Web address at which the document was published",
           "https://example.org/summit"),
    Column("licence", "string", "Licence", "Licence of the source text, as its metadata says; the tables have their "
           "own", "CC BY 4.0"),
    Column("language", "string", "Language", "Language of the text (BCP 47)", "en",
           pattern=r"^[a-z]{2,3}[A-Za-z0-9-]*$"),
    Column("published_from", "date", "Published from", "First day on which the document can have been published",
           datetime.date(2025, 8, 9)),
    Column("published_to", "date", "Published to", "Last day on which the document can have been published; equal to "
           "published_from when the day is known", datetime.date(2025, 8, 15)),
    Column("published_basis", "string", "Basis of publication date", "Where the publication date comes from: the "
           "file's metadata, the text itself, or a curator's inference", "inferred", enum=vocabulary.PUBLISHED_BASES),
    Column("media_type", "string", "Media type", "Media type of the source file", "text/plain",
           pattern=r"^[a-z0-9.+-]+/[a-z0-9.+-]+$"),
    Column("sha256", "string", "SHA-256", "SHA-256 of the bytes of the source file", "0" * 64,
           pattern=r"^[0-9a-f]{64}$"),
    Column("publish", "string", "Publication terms", "How much of the text the dataset quotes: whole sentences, or "
           "quotes only", "sentences", enum=vocabulary.PUBLISH_TERMS),
    Column("characters", "integer", "Characters", "Length of the normalized text in code points", 2146, minimum=1),
    Column("words", "integer", "Words", "Number of words in the text", 337, minimum=0),
    Column("sentences", "integer", "Sentences", "Number of sentences in the text", 19, minimum=0),
    Column("text_cluster", "string", "Text cluster", "Documents with nearly the same text (copies of one agency "
           "story) share it: the document_id of the oldest of them", "port-ayr-talks", pattern=DOCUMENT_ID),
    # roles
    Column("role_text", "string", "Role", "The office or role, in the words of the text", "UK Prime Minister"),
    Column("is_former", "boolean", "Former role", "True when the text says that the person no longer holds the role",
           False),
    # vocabularies
    Column("code", "string", "Code", "The code that the other tables use", "sanctions", pattern=r"^[A-Za-z][A-Za-z_]*$"),
    Column("label", "string", "Label", "Name of the code for readers", "Sanctions"),
    Column("definition", "string", "Definition", "What the code covers", "Sanctions imposed, kept, eased or lifted"),
    Column("vocabulary", "string", "Vocabulary", "Table of this package that the code belongs to", "issues",
           enum=tuple(vocabulary.SCHEMES)),
    Column("scheme", "string", "Scheme", "Outside scheme that has a code for the same thing", "CAMEO",
           enum=vocabulary.OUTSIDE_SCHEMES),
    Column("outside_code", "string", "Outside code", "Code in the outside scheme", "1054", pattern=r"^[A-Za-z0-9]+$"),
    Column("applies_when", "string", "Applies when", "Event status to which alone the mapping applies; empty for all",
           "planned", enum=vocabulary.EVENT_STATUSES),
    # parties
    Column("parties.type", "string", "Type", "What kind of actor the party is", "state", enum=vocabulary.PARTY_TYPES),
    # demands
    Column("demands.kind", "string", "Kind", "Whether the party demands the act, offers it, makes it a condition, or "
           "refuses to do it", "demand", enum=vocabulary.DEMAND_KINDS),
    Column("issue", "string", "Issue", "What the demand is about", "forces", enum=vocabulary.ISSUES),
    Column("demands.summary", "string", "Summary", "One sentence in our own words that says who wants what of whom",
           "Russia demands that Ukraine halt mobilisation"),
    Column("content", "string", "Content", "The demanded act as the text words it", "halt mobilisation"),
    Column("act", "string", "Act", "The act in base words: its verb or noun, then the sorted words of what it is about, "
           "so that equal acts can be found", "halt mobilisation"),
    Column("condition_text", "string", "Condition", "Condition that the text ties to the act, as the text words it",
           "if the sailors are freed"),
    Column("demands.status", "string", "Status", "Where the demand stands by the stances in the documents: open, "
           "rejected, accepted, withdrawn, fulfilled, or contested (some accept, some reject)", "rejected",
           enum=vocabulary.DEMAND_STATUSES),
    Column("quantity_text", "string", "Quantity", "A number with its unit, as the text words it", "1,200 prisoners"),
    Column("low", "number", "Least", "Least value that the quantity can have; empty when it has only an upper bound",
           1200.0),
    Column("high", "number", "Most", "Greatest value that it can have; empty when it has only a lower bound", 1200.0),
    Column("unit", "string", "Unit", "What is counted or measured: a unit (day, percent, USD) or the noun in singular",
           "prisoner"),
    # changes of demands
    _id("change_id", "change", "One restatement of one demand of one party", "change:9c0b12ab34cd"),
    _id("later_demand_id", "demand", "The demand in its later form, where that is a demand of its own; empty when the "
        "later document states the same demand or drops it", "demand:rus-ukr-forces-5d21e0"),
    Column("change", "string", "Change", "What the later document makes of the demand", "narrowed",
           enum=vocabulary.DEMAND_CHANGES),
    _id("earlier_evidence_id", "evidence", "The words before", "evidence:9c0b12ab34cd"),
    _id("later_evidence_id", "evidence", "The words after", "evidence:56ef78ab90cd"),
    # stances
    Column("stance", "string", "Stance", "What the party does with the demand", "rejected",
           enum=vocabulary.STANCE_TYPES),
    Column("stance_date", "date", "Date of the stance", "Day on which the party took the stance, where the text gives "
           "it", datetime.date(2025, 8, 12)),
    Column("cameo_code", "string", "CAMEO code", "CAMEO code for this stance on this issue, to join with GDELT and "
           "ICEWS", "1246", pattern=r"^[0-9]{2,4}$"),
    # events
    Column("event_type", "string", "Event type", "Category of PLOVER 2.0", "CONSULT", enum=vocabulary.EVENT_TYPES),
    Column("events.label", "string", "Label", "What the event is, in a word: summit, call, proposal, attack", "summit",
           pattern=FREE_CODE),
    Column("events.summary", "string", "Summary", "One sentence in our own words that says what happened or is to "
           "happen", "Norway and Sudan are to hold talks in Oslo"),
    Column("events.status", "string", "Status", "Whether the text says that the event occurred, is going on, is "
           "planned, alleged, hypothetical or denied", "planned", enum=vocabulary.EVENT_STATUSES),
    Column("reported_status", "string", "Reported status", "The status of the event by this document alone", "planned",
           enum=vocabulary.EVENT_STATUSES),
    Column("date_start", "date", "First day", "First day of the interval that the date expression stands for",
           datetime.date(2025, 8, 15)),
    Column("date_end", "date", "Last day", "Last day of that interval, included", datetime.date(2025, 8, 15)),
    Column("date_precision", "string", "Precision of date", "The unit that the text gives; the interval is never "
           "narrower", "day", enum=vocabulary.DATE_PRECISIONS),
    Column("date_text", "string", "Date expression", "The date as the text words it", "on Friday"),
    Column("date_basis", "string", "Basis of date", "Whether the text states the date, gives it relative to its "
           "publication, or the date is the document's own", "relative", enum=vocabulary.DATE_BASES),
    Column("event_participants.role", "string", "Role in event", "What the participant does in the event; absent: "
           "said to be left out or not invited", "participant", enum=vocabulary.PARTICIPANT_ROLES),
    # evidence
    Column("record_type", "string", "Record type", "Kind of record that the text states", "demand",
           enum=vocabulary.RECORD_TYPES),
    Column("record_id", "string", "Record id", "Id of that record in its table", "demand:rus-ukr-forces-3f2a9c",
           pattern=r"^[a-z]+:[a-z0-9_.-]+$"),
    Column("start", "integer", "Start", "Where the quote begins: code points from the start of the normalized text, "
           "0-based", 1002, minimum=0),
    Column("end", "integer", "End", "Where the quote ends: code points, exclusive", 1019, minimum=1),
    Column("quote", "string", "Quote", "The words that state the record: exactly the text from start to end",
           "halt mobilisation"),
    Column("sentence", "string", "Sentence", "The sentence around the quote; empty where the source's terms allow "
           "quotes only", "Russia also wants Kyiv to abandon NATO aspirations, halt mobilisation …"),
    Column("sentence_start", "integer", "Sentence start", "Where the sentence begins, in code points", 951, minimum=0),
    Column("sentence_end", "integer", "Sentence end", "Where the sentence ends: code points, exclusive", 1162,
           minimum=1),
    Column("method", "string", "Method", "Name of the rule that found it", "frame:want"),
    Column("confidence", "number", "Confidence", "How sure the rule is, from 0 to 1", 0.9, minimum=0, maximum=1),
    Column("utf16_start", "integer", "UTF-16 start", "Where the quote begins in the normalized text, in UTF-16 code "
           "units: the offset for JavaScript, Java and C#", 1012, minimum=0),
    Column("utf16_end", "integer", "UTF-16 end", "Where the quote ends, in UTF-16 code units, exclusive", 1029,
           minimum=1),
    Column("byte_start", "integer", "Byte start", "Where the quote begins in the normalized text, in bytes of UTF-8",
           1018, minimum=0),
    Column("byte_end", "integer", "Byte end", "Where the quote ends, in bytes of UTF-8, exclusive", 1035, minimum=1),
    # redirects
    Column("old_id", "string", "Old id", "Id that an earlier release used", "party:kyiv",
           pattern=r"^[a-z]+:[a-z0-9_.-]+$"),
    Column("new_id", "string", "New id", "Id under which the record is found now", "party:ukr",
           pattern=r"^[a-z]+:[a-z0-9_.-]+$"),
    Column("reason", "string", "Reason", "Why the id leads elsewhere, or its record is no more",
           "two names of one state"),
    Column("said", "string", "Said", "What the record said when it was last published: its name or summary",
           "Russia demands that Ukraine halt mobilisation"),
    Column("first_document_id", "string", "First document", "The document that first stated the record of the old id; "
           "it may be gone", "port-ayr-talks", pattern=DOCUMENT_ID),
    Column("first_start", "integer", "First start", "Where that document stated it, in code points", 1002, minimum=0),
    Column("first_end", "integer", "First end", "The end of those words, exclusive", 1019, minimum=1),
    Column("first_quote", "string", "First quote", "Those words", "halt mobilisation"),
    # corrections
    _id("correction_id", "correction", "One entry of a file in sources/corrections/", "correction:9c0b12ab34cd"),
    Column("action", "string", "Action", "What was corrected: a value set, a record dropped, two merged, two kept "
           "apart, or a record flagged as a known anomaly", "set", enum=vocabulary.CORRECTION_ACTIONS),
    Column("other_id", "string", "Other record", "The second record, where the correction is about two",
           "party:kyiv", pattern=r"^[a-z]+:[a-z0-9_.-]+$"),
    Column("column_name", "string", "Column", "The column that was set or is flagged", "issue"),
    Column("value_before", "string", "Value before", "What stood there without the correction", "economy"),
    Column("value_after", "string", "Value after", "What stands there now", "sanctions"),
    Column("correction_reason", "string", "Reason", "Why it was corrected", "the sentence speaks of an embargo"),
    Column("corrected_by", "string", "Corrected by", "Who decided it", "A. Reader"),
    Column("corrected_on", "date", "Corrected on", "Day of the decision", datetime.date(2026, 1, 15)),
    Column("file", "string", "File", "The correction's file below sources/corrections/", "names.yml"),
    Column("line", "integer", "Line", "The line of that file at which the correction begins", 3, minimum=1),
)  # fmt: skip

COLUMNS: dict[str, Column] = {column.name: column for column in _COLUMNS}
