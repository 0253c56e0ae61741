"""What is said, by the frame of the verb that tells it; see :mod:`index.language.cues` for the frames."""

from collections.abc import Sequence
from typing import Final

from index.language.cues import CAUSING, MENTAL, NAMING, PREPOSITIONS, VERBS
from index.language.insertion import OCCASIONS, inserted
from index.language.spans import Page, below
from index.language.subjects import RELATIVES, frames_of, own_subject
from index.language.syntax import Block, Token
from index.models import Span

_OBJECTS: Final = ("dobj", "oprd", "ccomp", "xcomp", "prep", "attr", "acomp", "dative")
_DIRECT: Final = frozenset({"dobj", "oprd", "ccomp", "xcomp", "attr"})
_STOPS: Final = frozenset({",", ";", "\u2014", "--", "-", "\u2013"})
_JOINING: Final = frozenset({"and", "but", "while"})
_ADDED: Final = frozenset({"relcl", "appos", "advcl"})
_SET_APART: Final = frozenset({",", "\u2014", "\u2013", "-", "--"})
_IMPERSONAL: Final = frozenset({"xcomp", "ccomp", "advcl", "acomp", "pcomp", "prep", "attr", "pobj"})
_NO_LINKS: Final = frozenset({"as", "by", "on", "of", "in", "for", "with", "to", "about", "the", "a"})
_OPENING: Final = frozenset({"DT", "PRP", "PRP$", "NNP", "NNS", "NN", "IN", "EX", "CD", "JJ", "``"})
_LARGE: Final = 0.6  # of what is said: a longer addition is the article's own
_LINK: Final = 14  # words between a quotation and its verb
_GAP: Final = 12  # tokens between a cue and the quotation that goes on behind it


def of_verb(verb: Token, block: Block, page: Page) -> tuple[str, list[Span]]:
    """Return the frame of a verb and what it says is said, empty where it says nothing."""
    frames = frames_of(verb)
    if _is_idle(verb):
        return "", []
    for name, letters, rule in _RULES:
        if any(letter in frames for letter in letters):
            spans = rule(verb, block, page)
            if spans:
                return name, spans
    spans = prepositional(verb, block, page)
    if spans:
        return "prepositional", spans
    clause = verb.child("ccomp")
    if not frames and clause is not None and verb.lemma not in CAUSING and verb.lemma.isalpha() and _has_that(clause):
        return "generic", clausal(verb, block, page)
    return "", []


# A clause.


def clausal(verb: Token, block: Block, page: Page) -> list[Span]:
    """Return the clause that hangs on the verb."""
    clause = _clause(verb, block, page)
    if clause is None:
        return []
    inside = _completed(below(clause, further_cues(clause)), verb, block)
    inside = _begun(inside, verb, block)
    shorter = _without_addition(inside, block, page)
    if len(inside) - len(shorter) > _LARGE * len(inside):
        inside = shorter
    return _cut_by_cue(page.spans(inside, verb, block), verb, block, page)


def _clause(verb: Token, block: Block, page: Page) -> Token | None:
    clause = verb.child("ccomp")
    if clause is None and verb.lemma != "show":
        clause = next((each for each in verb.children if each.dep == "xcomp" and not _is_infinitive(each)), None)
    if clause is None:
        return next((each for each in verb.children if each.dep == "advcl" and _is_question(each)), None)
    if verb.lemma in {"see", "find", "know"} and clause.tag == "VB" and not clause.child("mark"):
        return None
    if clause.last < verb.index and _is_apart(clause, verb, block, page):
        return next((each for each in verb.children if each.dep == "ccomp" and each.index > verb.index), None)
    return clause


def _is_question(clause: Token) -> bool:
    """Whether a clause is what was asked: "asked them if …", which trees take for a condition."""
    asks = clause.head.lemma in {"ask", "wonder", "question", "inquire"} and clause.index > clause.head.index
    return asks and any(each.dep == "mark" and each.lower in {"if", "whether"} for each in clause.children)


def _is_apart(clause: Token, verb: Token, block: Block, page: Page) -> bool:
    """Whether a clause before the cue is a sentence of its own: "It is late; he said so."."""
    marks = [each.text for each in block.tokens[clause.last + 1 : verb.index] if not each.is_word]
    return bool(marks) and marks[0] in {";", ":"} and not page.is_quoted(clause)


def _completed(inside: set[int], verb: Token, block: Block) -> set[int]:
    """Take in the rest of what is said where the tree broke it off."""
    last, end = max(inside), block.sentences[verb.sentence][1]
    if last < verb.index:
        return inside
    tokens = block.tokens
    while last < end:
        at = last + 2 if tokens[last + 1].text == "," and last + 1 < end else last + 1
        following = tokens[at]
        if following.lower in {"and", "but"} and at < end and tokens[at + 1].lower == "that":
            last = _stretch(at + 2, end, tokens)
        elif at == last + 1 and following.is_word and not _is_of(following, verb):
            last = _stretch(at, end, tokens)
        elif following.text == ":" and at < end and tokens[at + 1].is_word:
            last = end
        else:
            break
    return inside | set(range(max(inside) + 1, last + 1))


def _is_broken(token: Token, verb: Token) -> bool:
    """Whether a word is of an object that only the tree gave to a verb of saying: it is a subject."""
    while token.head is not verb and token.head is not token:
        token = token.head
    return token.dep == "dobj" and verb.lemma in {"say", "claim", "argue", "insist", "suggest", "think", "believe"}


def _begun(inside: set[int], verb: Token, block: Block) -> set[int]:
    """Take in the first words of what is said where the tree broke them off."""
    first = min(inside)
    following = block.tokens[verb.index + 1] if verb.index + 1 < first else None
    if (
        following is not None
        and following.tag in _OPENING
        and (not _is_of(following, verb) or _is_broken(following, verb))
    ):
        return inside | set(range(verb.index + 1, first))
    at = first
    while at - 1 > verb.index and block.tokens[at - 1].is_word and not _is_of(block.tokens[at - 1], verb):
        at -= 1
    return inside | set(range(at, first))


def _stretch(at: int, end: int, tokens: Sequence[Token]) -> int:
    """Return the last token before the next break in the sentence."""
    while at < end and tokens[at + 1].text not in _STOPS and tokens[at + 1].lower not in _JOINING:
        at += 1
    return min(at, end)


def _is_of(token: Token, verb: Token) -> bool:
    """Whether a word belongs to the cue: when and where it was said, or what else the speaker did."""
    while token.head is not verb and token.head is not token:
        if token.dep in {"conj", "cc"}:
            return True
        token = token.head
    if token.head is not verb:
        return token.lower in _JOINING
    if token.dep == "advcl":
        mark = token.child("mark")
        return mark is None or mark.lower not in {"if", "because", "unless", "until"}
    return token.dep in {"prep", "npadvmod", "conj", "cc", "advmod", "prt", "dobj", "dative"}


def that_follows(verb: Token, block: Block, page: Page) -> list[Span]:
    """Return the clause of "told them that …" where the tree did not see it."""
    end, tokens = block.sentences[verb.sentence][1], block.tokens
    for at in range(verb.index + 1, min(verb.index + 9, end)):
        token = tokens[at]
        if token.lower == "that" and (
            token.tag == "IN" or token.dep not in {"det", "nsubj", "nsubjpass", "dobj", "pobj"}
        ):
            return page.spans(range(at, _stretch(at, end, tokens) + 1), verb, block)
        if token.is_verb or page.is_quoted(token):
            return []
    return []


def _cut_by_cue(spans: list[Span], verb: Token, block: Block, page: Page) -> list[Span]:
    """Add the quotations that go on behind the cue in its sentence."""
    if not spans or spans[-1].start > verb.start or not page.marks.between(spans[-1].start, spans[-1].end):
        return spans
    last = block.sentences[verb.sentence][1]
    behind = [part for part in page.marks.between(verb.end, block.tokens[last].end) if part.start > verb.start]
    while (
        behind
        and page.text[verb.end : behind[0].start].rstrip()[-1:].isalnum()
        and len(behind[0].of(page.text).split()) < 5
    ):
        behind.pop(0)
    if not behind:
        return spans
    gap = [each for each in block.tokens[verb.index + 1 : last + 1] if each.end <= behind[0].start]
    if len(gap) > _GAP or any(each.lemma in VERBS and each.is_verb for each in gap):
        return spans
    return page.grown([*spans, *behind])


# A quotation.


def quotation(verb: Token, block: Block, page: Page) -> list[Span]:
    """Return the quotations that stand beside the verb's clause in the same sentence."""
    first, last = block.sentences[verb.sentence]
    begin, end = block.tokens[first].start, block.tokens[last].end
    near = [part for part in page.marks.between(begin, end) if _is_linked(part, verb, block, page)]
    return _cut_by_cue(page.grown(near), verb, block, page) if near else []


def _is_linked(part: Span, verb: Token, block: Block, page: Page) -> bool:
    """Whether nothing but the verb, its subject and adverbials stand between a quotation and the verb."""
    if part.start <= verb.start < part.end:
        return False
    low, high = (part.end, verb.start) if part.start < verb.start else (verb.end, part.start)
    words = page.text[low:high].split()
    if len(words) > _LINK:
        return False
    if part.start > verb.start:
        return not words or words[-1].endswith((",", ":", "that")) or (len(words) == 1 and words[0] not in _NO_LINKS)
    if not _is_set_off(part, verb, block, page):
        return False
    between = [each for each in block.tokens if each.start >= low and each.end <= high and each.is_word]
    subject = own_subject(verb)
    return all(
        each.head is verb or each.tag.startswith("RB") or (subject and subject.first <= each.index <= subject.last)
        for each in between
    )


def _is_set_off(part: Span, verb: Token, block: Block, page: Page) -> bool:
    """Whether a quotation before its verb opens the sentence or stands behind a mark, as no title in it does."""
    begin = block.tokens[block.sentences[verb.sentence][0]].start
    before = page.text[min(begin, part.start) : part.start].rstrip()
    return not before or not before[-1].isalnum()


# An infinitive, an object, the object of a preposition.


def infinitive(verb: Token, block: Block, page: Page) -> list[Span]:
    """Return an infinitive, with the object before it where that is its subject."""
    clause = next((t for t in verb.children if t.dep in {"xcomp", "ccomp", "advcl"} and _is_infinitive(t)), None)
    if clause is None or verb.dep == "acl" or (verb.child("auxpass") is not None and verb.child("agent") is None):
        return []
    finite = [t for t in clause.subtree() if t.dep == "conj" and t.head is clause and t.tag in {"VBD", "VBZ"}]
    return page.spans(_without_addition(below(clause, finite), block, page), verb, block)


def objective(verb: Token, block: Block, page: Page) -> list[Span]:
    """Return the object and what follows it up to an adverbial clause."""
    if _is_purpose(verb):
        return []
    if verb.tag == "VBN" and (verb.dep == "acl" or verb.child("auxpass") is not None):
        return _passive(verb, block, page)
    parts = [each for each in verb.children if each.index > verb.index and each.dep in _OBJECTS]
    if not any(each.dep in _DIRECT for each in parts) or not _is_named(verb, parts, page):
        return []
    kept = set[int]()
    for each in parts:
        tails = [t for t in each.subtree() if t is not each and is_tail(t)]
        if not is_tail(each):
            kept |= below(each, tails)
    return page.spans(_without_addition(kept, block, page), verb, block)


def _is_purpose(verb: Token) -> bool:
    """Whether it tells what something is for, or which one is meant: "a way to report"."""
    return verb.dep in {"acl", "relcl"} and _is_infinitive(verb)


def _is_named(verb: Token, parts: Sequence[Token], page: Page) -> bool:
    """Whether a verb of naming has both what is named and its name."""
    if verb.lemma not in NAMING:
        return True
    if any(each.lower in {"what", "who", "which"} for each in verb.children):
        return True
    if any(each.lower.endswith(("self", "selves")) for each in parts):
        return False
    if len(parts) > 1 or any(each.dep in {"ccomp", "xcomp"} for each in parts):
        return True
    return any(page.is_quoted(below) for each in parts for below in each.subtree())


def _passive(verb: Token, block: Block, page: Page) -> list[Span]:
    """Return the subject of a passive verb whose agent speaks: "The plan was rejected by Berg"."""
    subject = verb.child("nsubjpass")
    if subject is None or verb.child("agent") is None or subject.lower in RELATIVES:
        return []
    return page.spans(below(subject), verb, block)


def prepositional(verb: Token, block: Block, page: Page) -> list[Span]:
    """Return the object of a preposition that goes with the verb."""
    wanted = PREPOSITIONS.get(verb.lemma, frozenset[str]())
    if verb.tag == "VBN" and verb.dep == "acl":
        return []
    for each in verb.children:
        if each.dep in {"prep", "prt", "agent"} and each.index > verb.index and each.lower in wanted:
            return page.spans(_without_addition(below(each) - {each.index}, block, page), verb, block)
    return []


_RULES: Final = (
    ("inserted", "cq", inserted),
    ("clause", "c", clausal),
    ("that_follows", "c", that_follows),
    ("quotation", "cq", quotation),
    ("infinitive", "i", infinitive),
    ("object", "o", objective),
)


# What trees tell.


def _without_addition(inside: set[int], block: Block, page: Page) -> set[int]:
    """Cut what only adds to the end of what is said: ", which …", ", a …"; unless it is quoted."""
    last = max(inside, default=-1)
    for at in sorted(inside):
        token = block.tokens[at]
        adds = token.dep in _ADDED and token.last == last and token.first > min(inside)
        adds = adds and not (token.dep == "appos" and any(each.tag == "CC" for each in token.subtree()))
        if adds and block.tokens[token.first - 1].text in _SET_APART and not page.is_quoted(token):
            return {each for each in inside if each < token.first}
    return inside


def _is_idle(verb: Token) -> bool:
    """Whether nobody says it: an order to do so, a question to the reader, "it is hard to say"."""
    subject = own_subject(verb)
    if subject is not None:
        return subject.lower == "you"
    if verb.tag == "VB" and verb.head is verb:
        return all(each.lower in {"do", "n't", "n\u2019t", "not", "never", "please"} for each in _before(verb))
    return verb.tag in {"VB", "VBG"} and _is_of_it(verb)


def _before(verb: Token) -> list[Token]:
    return [each for each in verb.children if each.index < verb.index]


def _is_of_it(verb: Token) -> bool:
    """Whether it hangs on "it is hard", "it is worth", "it goes without"."""
    token = verb
    while token.dep in _IMPERSONAL and token.head is not token:
        token = token.head
        subject = own_subject(token)
        if subject is not None:
            return subject.lower == "it" and token.lemma in {"be", "\u2019", "'s", "\u2019s", "go"}
    return False


def further_cues(clause: Token) -> list[Token]:
    """Return what the tree hung below a clause though it tells what else was said: "and predicted that …"."""
    return [each for each in clause.subtree() if each is not clause and _is_further(each)]


def _is_further(token: Token) -> bool:
    if not token.is_verb or token.child("nsubj", "csubj") is not None or token.lemma in MENTAL:
        return False
    coordinated = token.dep == "conj" and token.tag in {"VBD", "VBZ"}
    behind = token.dep == "advcl" and token.tag == "VBG" and _is_behind_comma(token)
    frames = VERBS.get(token.lemma, "")
    return (coordinated or behind) and ("c" in frames or "o" in frames or token.lemma in PREPOSITIONS)


def _is_behind_comma(verb: Token) -> bool:
    return any(each.text == "," and each.index == verb.first - 1 for each in verb.head.children)


def is_tail(token: Token) -> bool:
    """Whether a phrase tells when or where something was said, and is no part of it."""
    if token.dep in {"npadvmod", "advmod"} and token.entity in {"DATE", "TIME"}:
        return True
    if token.dep != "prep":
        return False
    if token.lower in {"by", "while"} and token.child("pcomp") is not None:
        return True
    if token.lower in {"since", "during", "after", "before", "amid", "throughout"}:
        return True
    inside = token.child("pobj")
    if inside is None or token.lower not in {"in", "on", "at"}:
        return False
    return inside.entity in {"DATE", "TIME"} or inside.lemma in OCCASIONS


def _is_infinitive(clause: Token) -> bool:
    return any(each.dep == "aux" and each.lower == "to" for each in clause.children)


def _has_that(clause: Token) -> bool:
    return any(each.dep == "mark" and each.lower == "that" for each in clause.children)


def is_content(clause: Token) -> bool:
    """Whether a clause behind a noun is what the noun tells: "that …", "to …"."""
    return _is_infinitive(clause) or _has_that(clause)
