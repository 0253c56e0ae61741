"""Builds articles with hand-made dependency trees, so that a test controls every salience exactly."""

from collections.abc import Collection, Sequence

from index.language.coreference.people import ArticlePeople
from index.language.coreference.resolver import CoreferenceResolver
from index.language.syntax import Block, Entity, Token, link
from index.models import Span

# A phrase and its relation to the verb of the sentence, which is the phrase with the relation ROOT.
Phrase = tuple[str, str]
Sentence = Sequence[Phrase]
# The person's name, the kind of evidence and the confidence.
Result = tuple[str, str, str] | None

PRONOUNS = {"he", "she", "him", "her", "his"}
TITLES = {"Sen.", "Mr.", "Ms."}
MODIFIERS = {"the": "det", "her": "poss", "his": "poss"}


class BlockBuilder:
    """A block to which sentences are added.

    Args:
        start: position of the block in the article's text.
    """

    def __init__(self, start: int) -> None:
        self._start = start
        self._tokens: list[Token] = []
        self._heads: list[int] = []
        self._entities: list[Entity] = []
        self._bounds: list[tuple[int, int]] = []
        self.text = ""

    def add(self, sentence: Sentence) -> None:
        """Add a sentence. The last word of each phrase is its head and depends on the verb."""
        first = len(self._tokens)
        lengths = [len(phrase.split()) for phrase, _ in sentence]
        verb = next(index for index, (_, dep) in enumerate(sentence) if dep == "ROOT")
        root = first + sum(lengths[: verb + 1]) - 1
        for phrase, dep in sentence:
            self._add_phrase(phrase.split(), dep, root)
        self._bounds.append((first, len(self._tokens) - 1))

    def _add_phrase(self, words: Sequence[str], dep: str, root: int) -> None:
        first, last = len(self._tokens), len(self._tokens) + len(words) - 1
        name_words = [index for index, word in enumerate(words, first) if _is_name_word(word)]
        if name_words:
            self._entities.append(Entity(name_words[0], last, "PERSON"))
        for index, word in enumerate(words, first):
            relation = dep if index == last else MODIFIERS.get(word, "compound")
            entity = "PERSON" if index in name_words else ""
            start = self._start + len(self.text)
            lemma, tag, ordinal = word.lower(), _tag(word, relation), len(self._bounds)
            self._tokens.append(Token(index, start, start + len(word), word, lemma, tag, relation, entity, ordinal))
            self._heads.append(root if index == last else last)
            self.text += word + " "

    def build(self) -> Block:
        link(self._tokens, self._heads)
        return Block(self._tokens, self._entities, self._bounds)


def parse(paragraphs: Sequence[Sequence[Sentence]]) -> tuple[str, list[Block]]:
    """Return the text and the blocks of an article, one for each paragraph."""
    text, blocks = "", list[Block]()
    for paragraph in paragraphs:
        builder = BlockBuilder(len(text))
        for sentence in paragraph:
            builder.add(sentence)
        blocks.append(builder.build())
        text += builder.text + "\n"
    return text, blocks


def _is_name_word(word: str) -> bool:
    return word[0].isupper() and word not in TITLES


def _tag(word: str, dep: str) -> str:
    if dep == "ROOT":
        return "VBD"
    if word.lower() in PRONOUNS:
        return "PRP"
    if word == "the":
        return "DT"
    return "NNP" if word[0].isupper() else "NN"


class Article:
    """A parsed article with its people and its resolver."""

    def __init__(self, *paragraphs: Sequence[Sentence], speakers: Collection[tuple[int, int]] = ()) -> None:
        text, self.blocks = parse(paragraphs)
        self.people = ArticlePeople(text, self.blocks, speakers)
        self.resolver = CoreferenceResolver(self.people, self.blocks, lambda _: False, set(speakers))

    def name(self, person: int) -> str:
        return self.people.people[person].to_mention().name

    def resolve(self, word: str, occurrence: int = -1, *, last: str | None = None) -> Result:
        """Return the antecedent of one occurrence of a word, by default the last.

        ``last`` is the last word of the mention if the mention is longer than the word.
        """
        block, head = [
            (number, token)
            for number, block in enumerate(self.blocks)
            for token in block.tokens
            if token.text.lower() == word
        ][occurrence]
        ends = [token.end for token in self.blocks[block].tokens[head.index :] if token.text == last]
        antecedent = self.resolver.resolve(block, head, Span(head.start, ends[0]) if ends else None)
        if antecedent is None:
            return None
        return self.name(antecedent.person), antecedent.resolved_by, antecedent.confidence


def sentence(*phrases: Phrase) -> Sentence:
    """Return a sentence with the verb "met" before the last phrase, unless it has a verb."""
    if any(dep == "ROOT" for _, dep in phrases):
        return phrases
    return (*phrases[:-1], ("met", "ROOT"), phrases[-1])


def saw_rain(subject: str) -> Sentence:
    """Return a sentence with only one person, who is its subject."""
    return (subject, "nsubj"), ("saw", "ROOT"), ("rain", "dobj")
