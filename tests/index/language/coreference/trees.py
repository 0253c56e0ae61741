"""Builds articles with hand-made dependency trees, so that a test controls every salience exactly."""

from collections.abc import Collection, Sequence

from index.language.coreference.people import ArticlePeople
from index.language.coreference.resolver import CoreferenceResolver
from index.language.syntax import Block, Entity, Token, link

# A phrase and its relation to the verb of the sentence, which is the phrase with the relation ROOT.
Phrase = tuple[str, str]
Sentence = Sequence[Phrase]
# The person's name, the kind of evidence and the confidence.
Result = tuple[str, str, str] | None

PRONOUNS = {"he", "she", "him", "her"}
TITLES = {"Sen.", "Mr.", "Ms."}


def parse(paragraphs: Sequence[Sequence[Sentence]]) -> tuple[str, list[Block]]:
    """Return the text and the blocks of an article. The last word of each phrase is its head."""
    blocks, position, texts = list[Block](), 0, list[str]()
    for paragraph in paragraphs:
        tokens, heads, entities, bounds, words = list[Token](), list[int](), list[Entity](), list[tuple[int, int]](), ""
        for number, sentence in enumerate(paragraph):
            first = len(tokens)
            lengths = [len(phrase.split()) for phrase, _ in sentence]
            verb = next(index for index, (_, dep) in enumerate(sentence) if dep == "ROOT")
            root = first + sum(lengths[: verb + 1]) - 1
            for phrase, dep in sentence:
                phrase_words = phrase.split()
                last = len(tokens) + len(phrase_words) - 1
                if phrase_words[-1][0].isupper() and dep != "ROOT":
                    name_first = next(index for index, word in enumerate(phrase_words) if _is_name_word(word))
                    entities.append(Entity(len(tokens) + name_first, last, "PERSON"))
                for word in phrase_words:
                    index = len(tokens)
                    is_head = index == last
                    relation = dep if is_head else "det" if word == "the" else "compound"
                    tokens.append(
                        Token(
                            index,
                            position + len(words),
                            position + len(words) + len(word),
                            word,
                            word.lower(),
                            _tag(word, dep),
                            relation,
                            "PERSON" if _is_name_word(word) else "",
                            number,
                        )
                    )
                    heads.append(root if is_head else last)
                    words += word + " "
            bounds.append((first, len(tokens) - 1))
        link(tokens, heads)
        blocks.append(Block(tokens, entities, bounds))
        texts.append(words)
        position += len(words) + 1
    return "\n".join(texts), blocks


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

    def resolve(self, word: str, occurrence: int = -1) -> Result:
        """Return the antecedent of one occurrence of a word, by default the last."""
        positions = [
            (number, token)
            for number, block in enumerate(self.blocks)
            for token in block.tokens
            if token.text.lower() == word
        ]
        antecedent = self.resolver.resolve(*positions[occurrence])
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
