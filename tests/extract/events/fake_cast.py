"""A small cast for tests of the event rules: names from a table, surnames, demonyms, conjuncts, possessives, "it"."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from pipeline.extract.cast import NOBODY, Mention, Reference
from pipeline.extract.reading import Reading
from pipeline.model import PartyClaim, PersonClaim, PlaceClaim, RoleClaim

PARTIES = {
    "usa": ("United States", "US America American Washington Americans"),
    "rus": ("Russia", "Russia Moscow Russian Russians Kremlin"),
    "ukr": ("Ukraine", "Ukraine Kyiv Ukrainian Ukrainians"),
    "fra": ("France", "France French Paris"),
    "gbr": ("United Kingdom", "UK Britain British London"),
    "deu": ("Germany", "Germany German Berlin"),
    "isr": ("Israel", "Israel Israeli Israelis"),
    "pse": ("Palestinians", "Palestinians Palestinian"),
    "hamas": ("Hamas", "Hamas"),
    "irn": ("Iran", "Iran Tehran Iranian Iranians"),
    "chn": ("China", "China Beijing Chinese"),
    "phl": ("Philippines", "Philippines Manila Filipino Philippine"),
    "mar": ("Morocco", "Morocco Rabat Moroccan"),
    "prt": ("Portugal", "Portugal Lisbon Portuguese"),
    "nor": ("Norway", "Norway Norwegian Oslo"),
    "swe": ("Sweden", "Sweden Swedish Stockholm"),
    "nato": ("NATO", "NATO"),
    "eu": ("European Union", "EU"),
    "un": ("United Nations", "UN"),
    "farc": ("FARC", "FARC"),
    "col": ("Colombia", "Colombia Colombian Bogota"),
}
PEOPLE = {
    "Trump": ("donald-trump", "Donald Trump", "usa"),
    "Putin": ("vladimir-putin", "Vladimir Putin", "rus"),
    "Zelenskyy": ("volodymyr-zelenskyy", "Volodymyr Zelenskyy", "ukr"),
    "Macron": ("emmanuel-macron", "Emmanuel Macron", "fra"),
    "Merkel": ("angela-merkel", "Angela Merkel", "deu"),
}
FORMS = {form: key for key, (_, forms) in PARTIES.items() for form in forms.split()}
SIDES = {
    "government",
    "side",
    "troops",
    "forces",
    "president",
    "delegation",
    "minister",
    "leaders",
    "army",
    "negotiators",
}


@dataclass
class FakeCast:
    reading: Reading
    last: Reference = field(default=NOBODY)

    def one(self, token: Token) -> Reference:
        text = token.text
        if text in PEOPLE:
            return Reference((PEOPLE[text][2],), (PEOPLE[text][0],))
        if text in FORMS and token.dep_ not in {"amod", "compound"}:
            return Reference((FORMS[text],))
        if token.pos_ == "PROPN" and text in {"States", "Kingdom", "Union", "Nations"}:
            key = {"States": "usa", "Kingdom": "gbr", "Union": "eu", "Nations": "un"}[text]
            return Reference((key,))
        if token.lower_ in SIDES or token.pos_ == "PROPN":
            for child in token.children:
                if child.dep_ in {"amod", "compound", "poss", "nmod"} and child.text in FORMS:
                    return Reference((FORMS[child.text],))
        if token.lower_ in {"it", "they", "its", "their", "he", "his"}:
            for before in reversed(list(token.doc[: token.i])):
                found = self.one(before) if before.dep_ in {"nsubj", "nsubjpass"} and before.i < token.i else NOBODY
                if found:
                    return found
        return NOBODY

    def refer(self, head: Token) -> Reference:
        found = [self.one(t) for t in [head, *head.conjuncts]]
        return Reference(
            tuple(dict.fromkeys(p for f in found for p in f.parties)),
            tuple(dict.fromkeys(p for f in found for p in f.people)),
        )

    def voice(self, token: Token) -> Reference:
        return NOBODY

    def in_quotes(self, token: Token) -> bool:
        return False

    def mentions(self, passage: int, start: int, end: int) -> tuple[Mention, ...]:
        doc = self.reading.passages[passage].doc
        found = []
        for token in doc[start:end]:
            if token.text in PEOPLE:
                reference = Reference((PEOPLE[token.text][2],), (PEOPLE[token.text][0],))
                found.append(Mention(passage, token.i, token.i + 1, reference, "actor", "person"))
            elif token.text in FORMS:
                found.append(
                    Mention(passage, token.i, token.i + 1, Reference((FORMS[token.text],)), "modifier", "party")
                )
        return tuple(found)

    def place_of(self, head: Token) -> str | None:
        return None

    def party_name(self, key: str) -> str:
        return PARTIES[key][0]

    def person_name(self, key: str) -> str:
        return next(name for k, name, _ in PEOPLE.values() if k == key)

    def parties(self, used: frozenset[str]) -> tuple[PartyClaim, ...]:
        return ()

    def people(self) -> tuple[PersonClaim, ...]:
        return tuple(PersonClaim(key, name, (), party) for key, name, party in PEOPLE.values())

    def roles(self) -> tuple[RoleClaim, ...]:
        return ()

    def places(self, used: frozenset[str]) -> tuple[PlaceClaim, ...]:
        return ()
