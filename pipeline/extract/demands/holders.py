"""Who makes a demand, and of whom: from the trigger's clause, the speech around it, or the noun's possessor."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Cast, Reference
from pipeline.extract.demands.acts import Act
from pipeline.extract.demands.complements import Trigger
from pipeline.extract.demands.deals import Deals
from pipeline.extract.demands.doers import acting
from pipeline.extract.demands.frames import words
from pipeline.extract.demands.hearers import Hearers, second_person
from pipeline.extract.demands.papers import Papers
from pipeline.extract.reading import Reading, Sentence
from pipeline.extract.syntax import (
    agent,
    governing_verb,
    is_conditional,
    is_negated,
    is_passive,
    own_subject,
    possessor,
    prepositional,
    subject,
)
from pipeline.extract.who.lexicon import actor_nouns, office_heads, words_of

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

DENYING = frozenset({"deny", "doubt", "dispute", "forget"})
DEMANDED_BY_THINGS = frozenset({"require", "necessitate"})  # what a thing requires, whoever says so holds it to be due


def _quoted(verb: Token) -> Token | None:
    """ "it quoted the minister as saying ...": the one quoted speaks, not the paper."""
    if verb.lemma_ not in {"quote", "cite"}:
        return None
    return next((c for c in verb.children if c.dep_ == "dobj" and c.pos_ in {"PROPN", "NOUN", "PRON"}), None)


class Holders:
    """Answers who holds a demand in one document."""

    def __init__(self, reading: Reading, cast: Cast):
        self.reading = reading
        self.cast = cast
        self.hearers = Hearers(reading, cast)
        self.papers = Papers(reading, cast)

    @cached_property
    def deal(self) -> Reference:
        """The parties of the agreement that the document tells of."""
        return Deals(self.reading, self.cast).parties()

    def claimant(self, trigger: Trigger) -> Reference:
        """The party that makes the demand that `trigger` opens; NOBODY when the text does not say."""
        if trigger.frame.pos == "NOUN":
            return self._of_noun(trigger.token)
        if trigger.frame.pos in {"ADJ", "ADP"}:
            return self._of_adjective(trigger.token)
        return self.of_verb(trigger.token)

    def speaks(self, token: Token, claimant: Reference) -> bool:
        """The words around `token` are the claimant's own."""
        return bool(set(self.source(token).parties) & set(claimant.parties))

    def of_verb(self, verb: Token) -> Reference:
        if verb.lemma_ in {"deserve", "entitle"}:  # "workers deserve a share": who says so asks it for them
            return self.source(verb)
        if is_passive(verb):
            by = agent(verb) or self._late_agent(verb)
            return self._person_or_paper(by, verb) if by is not None else self.source(verb, goes_on=False)
        found = subject(verb)
        issued = verb.head if verb.dep_ == "acl" and verb.tag_ == "VBG" else verb
        while issued != verb and issued.dep_ in {"appos", "pobj", "prep"}:
            issued = issued.head  # "a notice to shipping (NTS) prohibiting ..."
        if issued != verb and issued.dep_ == "dobj" and issued.head.lemma_ in words("light_verbs"):
            issuer = self.papers.authors(issued)  # "issued a notice prohibiting flights"
            if issuer.parties:
                return issuer
        if found is None:
            return NOBODY
        if verb.lemma_ in {"depend", "hinge"}:  # a thing depends: the condition is that of whoever says so
            return self.source(verb)
        if verb.lemma_ in DEMANDED_BY_THINGS and not self.cast.refer(found):
            return self._person_or_paper(found, verb) or self.source(verb)  # "a deal would require enormous steps"
        return self._person_or_paper(found, verb)

    def _late_agent(self, verb: Token) -> Token | None:
        """ "was asked to release the sailors by Norland": the agent stands behind the act of another."""
        for act in verb.children:
            if act.dep_ == "xcomp" and act.tag_ == "VB" and any(c.dep_ == "dobj" for c in act.children):
                by = agent(act)
                if by is not None and self.cast.refer(by).parties:
                    return by
        return None

    def _person_or_paper(self, noun: Token, verb: Token) -> Reference:
        """The referent of a subject; a paper ("a resolution calling for ...") speaks for those who put it forward."""
        reference = self.cast.refer(noun)
        if not reference and noun.dep_ == "appos":
            reference = self.cast.refer(noun.head)  # "X, an envoy of the government, who ...": X does it
        if reference.parties or noun.lemma_.lower() not in words("papers") | words("mouthpieces"):
            return reference
        return self.papers.put_forward_by(noun)

    def _of_noun(self, noun: Token) -> Reference:
        owner = possessor(noun)
        if owner is not None:
            reference = self.cast.refer(owner)
            if reference.parties:
                return self._joined(noun, reference)
            return NOBODY  # "the president's desire" is the president's, whoever speaks of it
        by = prepositional(noun, "by", "from")
        if by is None and noun.lemma_ not in {"offer"}:
            by = prepositional(noun, "of")
        if by is not None:
            reference = self.cast.refer(by)
            if reference.parties:
                return reference
        modifiers = self.papers.named_before(noun)
        if modifiers.parties:
            return modifiers
        above = governing_verb(noun)
        if above is not None and noun.dep_ == "nsubjpass" and above.lemma_ in words("light_verbs"):
            if is_negated(above) or is_conditional(above):
                return NOBODY
            by = agent(above)
            if by is not None:
                return self.cast.refer(by)  # "a demand for a truce was made by Norland"
        on_condition = noun.lemma_ == "condition" and noun.dep_ == "pobj" and noun.head.lower_ == "on"
        if on_condition and above is not None:
            return self.of_verb(above)  # "accepted it on the condition that ..."
        in_favour = noun.lemma_ in {"favour", "favor"} and noun.i > 0 and noun.nbor(-1).lower_ == "in"
        if above is not None and (
            in_favour
            or noun.dep_ in {"dobj", "pobj", "conj", "attr"}
            and above.lemma_ in words("light_verbs") | words("joining_verbs")
        ):
            if is_negated(above) or is_conditional(above):
                return NOBODY
            return self.of_verb(above)
        return NOBODY

    def _joined(self, noun: Token, owner: Reference) -> Reference:
        """ "Norland seconded Sudonia's call for a truce": both call for it."""
        verb = noun.head
        if noun.dep_ != "dobj" or verb.lemma_ not in words("joining_verbs") or is_negated(verb) or is_conditional(verb):
            return owner
        joiner = self.of_verb(verb)
        extra = tuple(p for p in joiner.parties if p not in owner.parties)
        return Reference(owner.parties + extra, owner.people, min(owner.confidence, 0.8)) if extra else owner

    def _of_adjective(self, adjective: Token) -> Reference:
        if adjective.lemma_ in {"conditional", "contingent", "dependent"}:
            verb = governing_verb(adjective)
            found = subject(verb) if verb is not None and verb.lemma_ == "make" else None
            return self.cast.refer(found) if found is not None else self.source(adjective)
        verb = governing_verb(adjective)
        if verb is None:
            return NOBODY
        found = own_subject(verb) or subject(verb)
        return self.cast.refer(found) if found is not None else NOBODY

    def source(self, token: Token, *, goes_on: bool = True) -> Reference:
        """Whose claim the words are: the voice of the quotation, the subject of the verb of saying above, or
        "according to X"; with `goes_on` also the speaker of the sentences before. NOBODY for the author's own words and
        for what is denied or only supposed."""
        node = token
        while node.head != node:
            node = node.head
            if node.lemma_ in words("speech_verbs") and node.pos_ == "VERB" and node.i != token.i:
                if node.lemma_ in DENYING or is_negated(node) or is_conditional(node):
                    return NOBODY
                found = _quoted(node) or subject(node)
                if found is not None and not is_passive(node):
                    reference = self._person_or_paper(found, node)
                    if reference:
                        return reference
                elif is_passive(node) and agent(node) is not None:
                    return self.cast.refer(agent(node))  # type: ignore[arg-type]
        for aside in node.children:  # "Norway would lend a helicopter, she said, if ..."
            if aside.dep_ == "parataxis" and aside.lemma_ in words("speech_verbs") and aside != token:
                found = own_subject(aside)
                if found is not None and not is_negated(aside):
                    reference = self.cast.refer(found)
                    if reference:
                        return reference
        voice = self.cast.voice(token)
        if voice:
            return voice
        holder = self._opinion(token)
        if holder:
            return holder
        sentence = self.reading.sentence_of(token)
        return self._according_to(sentence) or (
            (self._stated_next(sentence) or self._continued(sentence, token)) if goes_on else NOBODY
        )

    def _opinion(self, token: Token) -> Reference:
        """ "The position of X is that ...", "X is of the view that ...", "in the belief of X that ...": whose it is."""
        node = token
        while node.head != node:
            above = node.head
            if node.dep_ in {"ccomp", "acl", "advcl"} and not is_negated(above):
                noun = own_subject(above) if above.lemma_ == "be" else above
                if noun is not None and noun.lemma_.lower() in words("opinion_nouns"):
                    owner = possessor(noun) or prepositional(noun, "of")
                    if owner is not None:
                        return self.cast.refer(owner)
                    link = noun.head
                    holds = link.dep_ == "prep" and link.lower_ == "of" and link.head.lemma_ == "be"
                    holder = own_subject(link.head) if holds else None
                    if noun.dep_ == "dobj" and link.lemma_ in words("light_verbs") | {"hold", "take", "share", "leave"}:
                        holder = own_subject(link)
                    return self.cast.refer(holder) if holder is not None else NOBODY
            node = above
        return NOBODY

    def _according_to(self, sentence: Sentence) -> Reference:
        """ "According to X, ...", "In X's view, ...", "In the opinion of X, ..."."""
        for token in sentence.tokens:
            if token.lower_ == "according":
                for child in token.children:
                    if child.lower_ == "to":
                        noun = next((c for c in child.children if c.dep_ == "pobj"), None)
                        if noun is not None:
                            return self.cast.refer(noun)
            if token.lower_ == "for" and token.i == sentence.start:  # "For Norland, the embargo must end"
                noun = next((c for c in token.children if c.dep_ == "pobj"), None)
                after = noun.right_edge.i + 1 if noun is not None else sentence.end
                if noun is not None and after < sentence.end and noun.doc[after].text == "," and noun.pos_ == "PROPN":
                    return self.cast.refer(noun)
            if token.lower_ in words_of("view_noun") and token.dep_ == "pobj" and token.head.lower_ == "in":
                owner = possessor(token) or prepositional(token, "of")
                reference = self.cast.refer(owner) if owner is not None else NOBODY
                if reference:
                    return reference
        return NOBODY

    def _stated_next(self, sentence: Sentence) -> Reference:
        """ "X must leave. This was stated by Y": the next sentence says whose words these are."""
        after = self._neighbour(sentence, 1)
        if after is None or after.tokens[0].lower_ not in {"this", "that", "so"}:
            return NOBODY
        root = after.root
        if root.lemma_ not in words("speech_verbs"):
            return NOBODY
        if after.tokens[0].dep_ == "nsubjpass":
            by = agent(root)
            for noun in (by, *(n for p in root.children if p.dep_ == "prep" for n in p.children if n.dep_ == "pobj")):
                reference = self._person_or_paper(noun, root) if noun is not None else NOBODY
                if reference.parties:
                    return reference
            return NOBODY
        holder = own_subject(root)
        return self.cast.refer(holder) if holder is not None and holder != after.tokens[0] else NOBODY

    def _continued(self, sentence: Sentence, token: Token) -> Reference:
        """Reported speech that goes on: "The minister said the talks had failed. The border must be closed." goes on
        in the minister's voice, up to three sentences of one paragraph, until somebody else speaks."""
        if self.cast.in_quotes(token) or self._attributed(sentence):
            return NOBODY
        before: Sentence | None = sentence
        for _ in range(3):
            before = self._neighbour(before, -1) if before is not None else None
            if before is None:
                return NOBODY
            found = self._according_to(before) or self._reporter(before)
            if found:
                return Reference(found.parties, found.people, min(found.confidence, 0.7))
            if self._attributed(before):
                return NOBODY
        return NOBODY

    def _neighbour(self, sentence: Sentence, step: int) -> Sentence | None:
        """The next (1) or last (-1) sentence of the same paragraph."""
        index = sentence.index + step
        if not 0 <= index < len(self.reading.sentences):
            return None
        found = self.reading.sentences[index]
        return found if found.passage is sentence.passage else None

    def _reporter(self, sentence: Sentence) -> Reference:
        """Who speaks in a sentence of reported speech."""
        root = sentence.root
        if root.lemma_ not in words("speech_verbs") or root.lemma_ in DENYING or is_negated(root):
            return NOBODY
        holder = own_subject(root)
        return self.cast.refer(holder) if holder is not None and not is_passive(root) else NOBODY

    @staticmethod
    def _attributed(sentence: Sentence) -> bool:
        """Somebody speaks in the sentence, known or not ("experts say"), or it is a question or a quotation."""
        speaks = any(
            t.lemma_ in words("speech_verbs")
            and t.pos_ == "VERB"
            and t.dep_ in {"ROOT", "parataxis"}
            and any(c.dep_ in {"nsubj", "nsubjpass"} and c.pos_ != "PRON" for c in t.children)
            for t in sentence.tokens
        )
        return speaks or any(t.text == "?" for t in sentence.tokens)

    def addressees(self, trigger: Trigger, act: Act, claimants: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
        """The parties asked, claimants left out, and whether the sentence names them (else they are implied)."""
        if trigger.frame.name in {"deserve", "entitled"}:
            return (), False  # who is to get it does not have to give it
        for noun in (trigger.addressee, trigger.doer):
            if noun is None:
                continue
            if noun == trigger.doer and trigger.form == "that":
                noun = acting(act.head, noun)
            parties = self.asked(noun, claimants)
            if parties:
                return parties, True
        if trigger.frame.kind in {"offer"}:
            return (), False
        if act.form == "np" and "from" in trigger.frame.addressee:
            for token in act.head.doc[act.start : act.end]:
                source = next((c for c in token.children if c.dep_ == "pobj"), None) if token.lower_ == "from" else None
                parties = self.asked(source, claimants)
                if parties:
                    return parties, True
        return self.named_doers(act, claimants), False

    def named_doers(self, act: Act, claimants: tuple[str, ...]) -> tuple[str, ...]:
        """The parties that the words of an act name as those who would do it, claimants left out."""
        by = agent(act.head) if act.head.pos_ in {"VERB", "NOUN"} else None
        if by is None and act.form == "np":
            by = prepositional(act.head, "by")
            if by is None:
                by = possessor(act.head)
        if by is not None:
            parties = self._others(self.cast.refer(by), claimants)
            if parties:
                return parties
        return self._doers_inside(act, claimants)

    def _doers_inside(self, act: Act, claimants: tuple[str, ...]) -> tuple[str, ...]:
        """Who would have to act by the words of a noun phrase: "the withdrawal of Russian troops", "the return of the
        children that Russia took"."""
        if act.form != "np":
            return ()
        passage = self.reading.passage_of(act.head)
        for token in passage.doc[act.start : act.end]:
            if token.dep_ == "nsubj" and token.head.dep_ in {"relcl", "ccomp", "acl"}:
                parties = self._others(self.cast.refer(token), claimants)
                if parties:
                    return parties
        if act.head.lemma_.lower() in {"talk", "dialogue", "negotiation", "revival", "resumption", "meeting"}:
            for token in passage.doc[act.head.i + 1 : act.end]:
                if token.lower_ in {"between", "among"}:
                    noun = next((c for c in token.children if c.dep_ == "pobj"), None)
                    if noun is not None:
                        return self._others(self.cast.refer(noun), claimants)
        if act.head.lemma_.lower() in words("own_acts"):
            for noun in (act.head, *act.head.conjuncts):  # "disarmament and a neutral status for Sudonia"
                of = prepositional(noun, "of", "for", "by", "from")
                parties = self._others(self.cast.refer(of), claimants) if of is not None else ()
                if parties:
                    return parties
        if act.head.lemma_.lower() in words("agent_acts"):
            of = prepositional(act.head, "of", "from")
            for noun in (of, act.head):
                if noun is None:
                    continue
                parties = self._others(self.papers.named_before(noun), claimants)
                if parties and (noun == act.head or noun.lemma_.lower() in words("forces")):
                    return parties
        return ()

    @staticmethod
    def _others(reference: Reference, claimants: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(p for p in reference.parties if p not in claimants)

    def asked(self, noun: Token | None, claimants: tuple[str, ...]) -> tuple[str, ...]:
        """The parties that a noun names, claimants left out; "you" are those spoken to."""
        if noun is None:
            return ()
        parties = self._others(self.cast.refer(noun), claimants)
        if not parties and second_person(noun):
            parties = self._others(self.hearers.of(noun), claimants)
        return parties

    def is_somebody(self, noun: Token) -> bool:
        """The noun names people or a body, known or not: "ask our partners to act"; not "want the arrangements to go
        on"."""
        if noun.pos_ in {"PRON", "PROPN"} or noun.ent_type_ or self.cast.refer(noun):
            return True
        return noun.lemma_.lower() in actor_nouns().keys() | office_heads()

    def spoken_to(self, sentence: Sentence, verb: Token, speaker: tuple[str, ...]) -> tuple[str, ...]:
        """Whom a command is for: the one spoken to, else the party named last before it in the same paragraph."""
        hearer = self._others(self.hearers.of(verb), speaker)
        if hearer:
            return hearer
        passage = sentence.passage
        first = self.reading.sentences[max(sentence.index - 2, 0)]
        start = first.start if first.passage is passage else 0
        for mention in reversed(self.cast.mentions(passage.index, start, verb.i)):
            parties = tuple(p for p in mention.reference.parties if p not in speaker)
            if parties and mention.use == "actor":
                return parties
        return ()
