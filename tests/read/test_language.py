"""What is taken for English: by its function words, and where these do not tell by a classifier that has to be sure."""

from __future__ import annotations

import pytest

from pipeline.read.language import other_language

OTHERS = [
    ("de", "Der Minister sagte am Montag, die Gespräche würden fortgesetzt. Die Rebellen lehnten den Abzug der Truppen ab."),
    ("fr", "Le ministre a déclaré mardi que les négociations reprendraient la semaine prochaine."),
    ("es", "El ministro dijo el martes que las conversaciones continuarán la próxima semana."),
    ("it", "Il ministro ha detto martedì che i colloqui riprenderanno la prossima settimana."),
    ("nl", "De minister zei dinsdag dat de gesprekken volgende week worden hervat."),
    ("ru", "Министр заявил во вторник, что переговоры возобновятся на следующей неделе."),
    ("id", "Menteri mengatakan pada hari Selasa bahwa pembicaraan akan dilanjutkan minggu depan."),
    ("tr", "Bakan salı günü yaptığı açıklamada görüşmelerin gelecek hafta devam edeceğini söyledi."),
]  # fmt: skip
ENGLISH = [
    "Ministers meet in Geneva on Friday.",
    "Macron, Scholz, Meloni, Lavrov, Erdogan meet Guterres, Tusk, Stubb, Costa, Orban, Fico, Vucic.",
    "Teamsters reject UPS offer; UPS rejects Teamsters demand, talks collapse.",
    "Demands: ceasefire, prisoner exchange, reparations, security guarantees, troop withdrawal.",
    "Karuvia rejects Velmar demand. Okonbe wants troops out. Dessa Lake ferry service reopens today.",
    "URGENT Sudan army chief rejects truce offer -state TV",
    "Der Spiegel, Le Monde, El País, Corriere della Sera report talks collapse.",
    "Ja.",
    "",
]


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_short_and_long_texts_of_other_languages_are_seen(language: str, text: str) -> None:
    assert other_language(text) == language
    assert other_language(" ".join([text] * 5)) == language


@pytest.mark.parametrize("text", ENGLISH)
def test_short_english_stays_english_whatever_names_it_holds(text: str) -> None:
    assert other_language(text) is None


def test_a_long_text_of_no_language_has_no_name() -> None:
    assert other_language("qzx wvk jjkq zzqx " * 30) is not None
