"""Pronouns and roles in hand-written trees, with the people that they refer to."""

from collections.abc import Collection

from index.language.coreference.people import ArticlePeople
from index.language.coreference.resolver import CoreferenceResolver
from tests.index.language.small_trees import article

Row = tuple[str, str, str] | None


class Story:
    """An article with one paragraph for each sentence, so that every sentence counts its tokens from 0."""

    def __init__(self, *sentences: str, speakers: Collection[tuple[int, int]] = ()) -> None:
        self.page = article(*([sentence] for sentence in sentences))
        self.people = ArticlePeople(self.page.text, self.page.blocks)
        self.resolver = CoreferenceResolver(self.people, self.page.blocks, self.page.is_quoted, set(speakers))

    def resolve(self, sentence: int, token: int) -> Row:
        """Return name, rule and confidence for the mention with this head."""
        block = self.page.blocks[sentence]
        antecedent = self.resolver.resolve(sentence, block.tokens[token])
        if antecedent is None:
            return None
        return self.people.people[antecedent.person].to_mention().name, antecedent.resolved_by, antecedent.confidence


ANN = "Ann/NNP/compound/1/PERSON Bell/NNP/nsubj/2/PERSON left=leave/VBD/ROOT/2"
MARY = ANN.replace("Ann", "Mary").replace("Bell", "Holm")
JON = ANN.replace("Ann", "Jon").replace("Bell", "Vale")
SHE = "She/PRP/nsubj/1 slept=sleep/VBD/ROOT/1"
RAIN = "Rain/NN/nsubj/1 fell=fall/VBD/ROOT/1"
SEN_BELL = "Sen./NNP/compound/1 Bell/NNP/nsubj/2/PERSON left=leave/VBD/ROOT/2"
SEN_HOLM = SEN_BELL.replace("Bell", "Holm")
THE_SENATOR = "The/DT/det/1 senator/NN/nsubj/2 slept=sleep/VBD/ROOT/2"


def test_pronoun_refers_to_the_newest_person_of_its_gender() -> None:
    assert Story(ANN, SHE).resolve(1, 0) == ("Ann Bell", "pronoun", "high")
    assert Story(ANN, JON, SHE).resolve(2, 0) == ("Ann Bell", "pronoun", "medium")
    assert Story(ANN, MARY, SHE).resolve(2, 0) == ("Mary Holm", "pronoun", "high")
    assert Story(JON, SHE).resolve(1, 0) is None


def test_pronoun_reaches_eight_sentences_back() -> None:
    assert Story(ANN, *[RAIN] * 7, SHE).resolve(8, 0) == ("Ann Bell", "pronoun", "medium")
    assert Story(ANN, *[RAIN] * 8, SHE).resolve(9, 0) is None


def test_pronoun_renews_the_salience_of_its_antecedent() -> None:
    assert Story(ANN, *[RAIN] * 3, SHE, *[RAIN] * 5, SHE).resolve(10, 0) == ("Ann Bell", "pronoun", "medium")


def test_two_arguments_of_one_verb_are_two_people() -> None:
    saw = "Sen./NNP/compound/1 Bell/NNP/nsubj/2/PERSON saw=see/VBD/ROOT/2 her/PRP/{}/2"
    assert Story(saw.format("dobj")).resolve(0, 3) is None
    assert Story(saw.format("dative")).resolve(0, 3) is None
    assert Story(saw.format("dep")).resolve(0, 3) == ("Bell", "pronoun", "high")
    assert Story(saw.format("nsubj")).resolve(0, 3) == ("Bell", "pronoun", "high")


def test_pronoun_between_equally_salient_people_is_unresolved() -> None:
    both = (
        "Ann/NNP/compound/1/PERSON Bell/NNP/nsubj/2/PERSON left=leave/VBD/ROOT/2 and/CC/cc/2 "
        "Mary/NNP/compound/5/PERSON Holm/NNP/nsubj/6/PERSON stayed=stay/VBD/conj/2"
    )
    assert Story(both, SHE).resolve(1, 0) is None
    assert Story(both.replace("Mary", "Jon"), SHE).resolve(1, 0) == ("Ann Bell", "pronoun", "high")


def test_speaker_is_more_salient_than_other_people() -> None:
    both = (
        "Ann/NNP/compound/1/PERSON Bell/NNP/nsubj/2/PERSON praised=praise/VBD/ROOT/2 "
        "Mary/NNP/compound/4/PERSON Holm/NNP/nsubj/2/PERSON"
    )
    assert Story(both, SHE).resolve(1, 0) is None
    assert Story(both, SHE, speakers=[(0, 1)]).resolve(1, 0) == ("Ann Bell", "pronoun", "low")
    assert Story(both, SHE, speakers=[(0, 4)]).resolve(1, 0) == ("Mary Holm", "pronoun", "low")


def test_answer_to_a_question_has_another_speaker() -> None:
    asked = "Ann/NNP/compound/1/PERSON Bell/NNP/nsubj/2/PERSON asked=ask/VBD/ROOT/2"
    assert Story(MARY, asked, SHE, speakers=[(1, 1), (2, 0)]).resolve(2, 0) == ("Mary Holm", "pronoun", "medium")
    assert Story(MARY, asked, SHE, speakers=[(1, 1)]).resolve(2, 0) == ("Ann Bell", "pronoun", "high")
    said = asked.replace("asked=ask", "said=say")
    assert Story(MARY, said, SHE, speakers=[(1, 1), (2, 0)]).resolve(2, 0) == ("Ann Bell", "pronoun", "high")


def test_pronoun_before_its_name_is_the_subject_of_the_main_clause() -> None:
    when = (
        "When/WRB/advmod/2 he/PRP/nsubj/2 came=come/VBD/advcl/6 ,/,/punct/6 Jon/NNP/compound/5/PERSON "
        "Vale/NNP/{}/6/PERSON left=leave/VBD/ROOT/6"
    )
    assert Story(when.format("nsubj")).resolve(0, 1) == ("Jon Vale", "pronoun", "medium")
    assert Story(when.format("dobj")).resolve(0, 1) is None
    assert Story(when.replace("Jon", "Ann").format("nsubj")).resolve(0, 1) is None


def test_pronouns_after_a_name_decide_its_gender() -> None:
    when = (
        "When/WRB/advmod/2 he/PRP/nsubj/2 came=come/VBD/advcl/6 ,/,/punct/6 Sen./NNP/compound/5 "
        "Bell/NNP/nsubj/6/PERSON left=leave/VBD/ROOT/6"
    )
    then_she = when + " as/IN/mark/9 she/PRP/nsubj/9 wished=wish/VBD/advcl/6"
    assert Story(when).resolve(0, 1) == ("Bell", "pronoun", "medium")
    assert Story(then_she).resolve(0, 1) == ("Bell", "pronoun", "medium")
    assert Story(then_she + " when/WRB/mark/12 she/PRP/nsubj/12 rose=rise/VBD/advcl/6").resolve(0, 1) is None


def test_role_refers_to_the_person_with_its_title() -> None:
    assert Story(SEN_BELL, THE_SENATOR).resolve(1, 1) == ("Bell", "role", "high")
    assert Story(SEN_BELL, JON, THE_SENATOR).resolve(2, 1) == ("Bell", "role", "high")
    assert Story(SEN_BELL, "Senator/NNP/nsubj/1 slept=sleep/VBD/ROOT/1").resolve(1, 0) == ("Bell", "role", "high")
    assert Story(SEN_BELL, "her/PRP$/poss/1 senator/NN/nsubj/2 slept=sleep/VBD/ROOT/2").resolve(1, 1) is None
    assert Story(SEN_BELL, "a/DT/det/1 senator/NN/nsubj/2 slept=sleep/VBD/ROOT/2").resolve(1, 1) is None


def test_role_of_two_people_refers_to_the_newest() -> None:
    assert Story(SEN_BELL, THE_SENATOR, SEN_HOLM).resolve(1, 1) == ("Bell", "role", "medium")
    assert Story(SEN_BELL, SEN_HOLM, THE_SENATOR).resolve(2, 1) == ("Holm", "role", "medium")


def test_role_of_two_equally_salient_people_is_unresolved() -> None:
    both = (
        "Sen./NNP/compound/1 Bell/NNP/nsubj/2/PERSON left=leave/VBD/ROOT/2 and/CC/cc/2 "
        "Sen./NNP/compound/5 Holm/NNP/nsubj/6/PERSON stayed=stay/VBD/conj/2"
    )
    assert Story(both, THE_SENATOR).resolve(1, 1) is None


def test_role_refers_to_the_person_described_with_the_same_words() -> None:
    president = "President/NNP/compound/1 Holm/NNP/nsubj/2/PERSON left=leave/VBD/ROOT/2"
    vice = "Vice/NNP/compound/2 President/NNP/compound/2 Bell/NNP/nsubj/3/PERSON left=leave/VBD/ROOT/3"
    the_president = "The/DT/det/1 president/NN/nsubj/2 slept=sleep/VBD/ROOT/2"
    the_vice = "The/DT/det/2 vice/NN/compound/2 president/NN/nsubj/3 slept=sleep/VBD/ROOT/3"
    assert Story(president, vice, the_president).resolve(2, 1) == ("Holm", "role", "high")
    assert Story(president, vice, the_vice).resolve(2, 2) == ("Bell", "role", "high")


def test_unstated_role_refers_to_the_only_person_nearby() -> None:
    man = "The/DT/det/1 man/NN/nsubj/2 slept=sleep/VBD/ROOT/2"
    assert Story(JON, man).resolve(1, 1) == ("Jon Vale", "role", "low")
    assert Story(ANN, man).resolve(1, 1) is None
    assert Story(JON, ANN, man).resolve(2, 1) is None
    assert Story(JON, RAIN, man).resolve(2, 1) == ("Jon Vale", "role", "low")
    assert Story(JON, RAIN, RAIN, man).resolve(3, 1) is None
    assert Story(JON, man.replace("man", "bridge")).resolve(1, 1) is None


def test_document_refers_to_its_author() -> None:
    start = "The/DT/det/1 letter/NN/nsubj/2 said=say/VBD/ROOT/2 "
    end = "/IN/prep/1 Ann/NNP/compound/5/PERSON Bell/NNP/pobj/3/PERSON"
    assert Story(start + "from" + end).resolve(0, 1) == ("Ann Bell", "name", "high")
    assert Story(start + "by" + end).resolve(0, 1) == ("Ann Bell", "name", "high")
    assert Story(start + "to" + end).resolve(0, 1) is None
    assert Story(ANN, "her/PRP$/poss/1 letter/NN/nsubj/2 said=say/VBD/ROOT/2").resolve(1, 1) == (
        "Ann Bell",
        "pronoun",
        "high",
    )


def test_surname_is_certain_unless_another_person_has_it() -> None:
    bell = "Bell/NNP/nsubj/1/PERSON slept=sleep/VBD/ROOT/1"
    jon_bell = JON.replace("Vale", "Bell")
    assert Story(ANN, bell).resolve(1, 0) == ("Ann Bell", "name", "high")
    assert Story(ANN, jon_bell, bell).resolve(2, 0) is None
    assert Story(ANN, jon_bell, ANN, bell).resolve(3, 0) == ("Ann Bell", "name", "medium")
    assert Story(jon_bell, ANN, jon_bell, bell).resolve(3, 0) == ("Jon Bell", "name", "medium")
    assert Story(ANN, jon_bell, bell).resolve(1, 1) == ("Jon Bell", "name", "high")
    mrs = "Mrs./NNP/compound/1 Bell/NNP/nsubj/2/PERSON slept=sleep/VBD/ROOT/2"
    assert Story(ANN, jon_bell, mrs).resolve(2, 1) == ("Ann Bell", "name", "high")


def test_group_refers_to_no_person() -> None:
    group = "Ann/NNP/compound/1/PERSON Bell/NNP/nsubj/4/PERSON and/CC/cc/1 others/NNS/conj/1 left=leave/VBD/ROOT/4"
    assert Story(group).resolve(0, 1) is None


def test_relative_pronoun_refers_to_the_name_before_it() -> None:
    who = "Ann/NNP/compound/1/PERSON Bell/NNP/ROOT/1/PERSON ,/,/punct/1 who/WP/nsubj/4 left=leave/VBD/relcl/1"
    assert Story(who).resolve(0, 3) == ("Ann Bell", "name", "high")
    assert Story(who.replace(",/,/punct/1", "then/RB/advmod/4")).resolve(0, 3) == ("Ann Bell", "name", "high")


def test_name_directly_before_who_needs_no_tree() -> None:
    who = "Ann/NNP/compound/1/PERSON Bell/NNP/dep/4/PERSON ,/,/punct/4 who/WP/nsubj/4 left=leave/VBD/ROOT/4"
    assert Story(who).resolve(0, 3) == ("Ann Bell", "name", "high")
    assert Story(who.replace(",/,", "or/CC")).resolve(0, 3) is None


def test_role_stands_for_the_name_in_apposition() -> None:
    mayor = "The/DT/det/1 mayor/NN/nsubj/5 ,/,/punct/1 Ann/NNP/compound/4/PERSON Bell/NNP/{}/1/PERSON left/VBD/ROOT/5"
    assert Story(mayor.format("appos")).resolve(0, 1) == ("Ann Bell", "name", "high")
    assert Story(mayor.format("nmod")).resolve(0, 1) == ("Ann Bell", "name", "high")


def test_full_name_is_one_mention() -> None:
    both = (
        "Ann/NNP/compound/1/PERSON Bell/NNP/nsubj/2/PERSON left=leave/VBD/ROOT/2 and/CC/cc/2 "
        "Ms./NNP/compound/5 Holm/NNP/nsubj/6/PERSON stayed=stay/VBD/conj/2"
    )
    assert Story(both, SHE).resolve(1, 0) is None


def test_role_keeps_a_person_in_mind() -> None:
    story = Story(SEN_BELL, *[RAIN] * 3, THE_SENATOR, *[RAIN] * 5, SHE)
    assert story.resolve(10, 0) == ("Bell", "pronoun", "medium")
    assert Story(SEN_BELL, *[RAIN] * 9, SHE).resolve(10, 0) is None
