"""Parties that a text names side by side where the tree misses it: "by Premier A, and President B", "the rivals, A and B"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.who.lexicon import actor_nouns, honorifics, office_heads, offices, words_of

if TYPE_CHECKING:
    from pipeline.extract.tokens import Doc, Token
    from pipeline.extract.who.document_cast import DocumentCast

MARKS = frozenset({"-", "--", "\u2013", "\u2014", ":", "("})
CLOSING = MARKS | {",", ")", ".", ";"}
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FARTHEST = (
    8  # tokens of a description between the noun and its list: "the parties responsible for the suffering - A and B"
)


class Joined:
    """Reads coordinations off the surface for a `DocumentCast`."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast

    def after(self, head: Token) -> list[Token]:
        """The actor joined to the name `head` by "and" right after it, titles between allowed."""
        passage = self.cast.reading.passage_of(head).index
        end = self._end(passage, head.i)
        if end is None:
            return []
        doc = head.doc
        index = self._past_tail(doc, passage, end)
        if index < len(doc) and doc[index].text == ",":
            index += 1
        if index >= len(doc) or doc[index].lower_ != "and":
            return []
        found = self._actor(doc, passage, index + 1)
        if found is None or found.sent != head.sent or self._subject_of_another(found, head):
            return []
        return [found]

    def members(self, head: Token) -> tuple[str, ...]:
        """The parties listed in apposition to a plural noun: "the belligerents - A and B -", "the rivals, A and B,"."""
        if head.tag_ not in {"NNS", "NNPS"} or not _is_group(head):
            return ()
        doc = head.doc
        passage = self.cast.reading.passage_of(head).index
        for index in range(head.i + 1, min(head.i + 1 + FARTHEST, head.sent.end)):
            text = doc[index].text
            if (
                text == ","
                and index > head.i + 1
                or text in {".", ";", '"'}
                or doc[index].tag_ in {"VBZ", "VBD", "VBP", "MD"}
            ):
                return ()
            if text in MARKS or text == ",":
                return self._list(doc, passage, index + 1, head.sent.end)
        return ()

    def _list(self, doc: Doc, passage: int, start: int, limit: int) -> tuple[str, ...]:
        """The parties of "A, B (BB) and C" from `start` on; empty unless the list is closed by a mark."""
        keys: list[str] = []
        index = start
        joined = False
        while index < limit:
            actor = self._actor(doc, passage, index)
            if actor is None:
                break
            for key in self.cast._single(actor, True).parties:
                if key not in keys:
                    keys.append(key)
            index = self._past_tail(doc, passage, self._end(passage, actor.i) or actor.i + 1)
            separators = 0
            while index < limit and doc[index].lower_ in {",", "and"} and separators < 2:
                joined = joined or doc[index].lower_ == "and"
                separators += 1
                index += 1
            if not separators:
                break
        closed = index >= limit or doc[index].text in CLOSING or doc[index - 1].text in CLOSING
        return tuple(keys) if len(keys) > 1 and joined and closed else ()

    def _past_tail(self, doc: Doc, passage: int, index: int) -> int:
        """Past "(SAF)" and "of Israel" after a name."""
        if index + 2 < len(doc) and doc[index].text == "(" and doc[index + 2].text == ")":
            return index + 3
        if index + 1 < len(doc) and doc[index].lower_ == "of" and (passage, index + 1) in self.cast.name_at:
            return self.cast.name_at[passage, index + 1].end
        return index

    def _end(self, passage: int, index: int) -> int | None:
        mention = self.cast.person_at.get((passage, index))
        if mention is not None:
            return int(mention.end)
        name = self.cast.name_at.get((passage, index))
        return int(name.end) if name is not None and name.key and name.kinds != {"adjective"} else None

    def _actor(self, doc: Doc, passage: int, start: int) -> Token | None:
        """The name or person that starts here, after an article, a title and the adjective or possessor of the title."""
        for index in range(start, min(start + FARTHEST, len(doc))):
            token = doc[index]
            mention = self.cast.person_at.get((passage, index))
            if mention is not None:
                return doc[mention.end - 1]
            name = self.cast.name_at.get((passage, index))
            if name is not None and name.key:
                following = doc[name.end] if name.end < len(doc) else None
                owns = following is not None and (
                    following.text in {"'s", "\u2019s", "'"}
                    or following.lower_ in office_heads()
                    or following.text[:1].isupper()
                    and following.lower_ not in {"and"}
                )
                if name.kinds != {"adjective"} and not owns:
                    return doc[name.end - 1]
                continue
            if not (
                token.lower_ in {"the", "'s", "\u2019s", "of", "for"}
                or token.text in honorifics()
                or token.lower_ in office_heads()
                or token.text[:1].isupper()
                and token.pos_ in {"PROPN", "NOUN", "ADJ"}
            ):
                return None
        return None

    @staticmethod
    def _subject_of_another(found: Token, head: Token) -> bool:
        node = found
        while node.dep_ in {"compound", "appos", "nmod"} and node.head != node:
            node = node.head
        return node.dep_ in SUBJECTS and node.head != head.head or node.dep_ == "ROOT"


def _is_group(head: Token) -> bool:
    lemma = str(head.lemma_.lower())
    return (
        lemma in actor_nouns()
        or lemma in offices()
        or lemma in words_of("joint_noun") | words_of("protagonist") | words_of("state_noun")
    )
