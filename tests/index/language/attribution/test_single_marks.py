"""Quotations in single marks, beside apostrophes and inside or around double marks; and double marks without an end."""

import pytest

from index.language.attribution.quotation_marks import find_quotations


def pieces(text: str) -> list[list[str]]:
    return [[part.of(text) for part in quotation.parts] for quotation in find_quotations(text)]


@pytest.mark.parametrize("curly", [False, True])
@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("'We can't pay for it. Nobody can,' said Berg.", ["'We can't pay for it. Nobody can,'"]),
        ("'It's the banks' fault,' she added.", ["'It's the banks' fault,'"]),
        ("'No,' she said. 'We won't.'", ["'No,'", "'We won't.'"]),
        ("'I'm not goin' to town,' he said.", ["'I'm not goin' to town,'"]),
        ("The 'bridge to nowhere' plan is 'dead in the water'.", ["'bridge to nowhere'", "'dead in the water'"]),
        ("He met the 'fat cats' of the bank.", ["'fat cats'"]),
        ("The workers' club and the dogs' home shut.", []),
        ("It was a 'mess' and Berg's fault.", []),
        ("Back in the '90s they told 'em to go, and 'twas late.' ", []),
        ("Rock 'n' roll is here to stay.", []),
        ("He is 6' tall and 'very thin'.", ["'very thin'"]),
    ],
)
def test_quotation_in_single_marks_ends_at_no_apostrophe(text: str, quoted: list[str], *, curly: bool) -> None:
    if curly:
        text, quoted = curled(text), [curled(part) for part in quoted]
    assert pieces(text) == [[part] for part in quoted]


def curled(text: str) -> str:
    """Return a text with curly single marks. A mark at the start of a word opens."""
    opening = [" '", "('"]
    for before in opening:
        text = text.replace(before, before[0] + "\u2018")
    text = "\u2018" + text[1:] if text.startswith("'") else text
    return text.replace("'", "\u2019")


def test_single_marks_contain_double_marks() -> None:
    assert pieces("'He called it \"a mess\" and left,' she said.") == [["'He called it \"a mess\" and left,'"]]
    assert pieces("‘I told them, “Leave,” and they left,’ he said.") == [["‘I told them, “Leave,” and they left,’"]]


def test_double_marks_contain_single_marks() -> None:
    assert pieces("“He called it ‘a big mess’ and left,” she said.") == [["“He called it ‘a big mess’ and left,”"]]


def test_quotation_in_single_marks_goes_on_in_the_next_paragraph() -> None:
    assert pieces("'We met late.\n\n'It was dark,' he said.") == [["'We met late.", "'It was dark,'"]]
    assert pieces("'We met late.\n\nIt was dark. 'Very dark,' he said.") == [["'Very dark,'"]]


def test_backtick_opens_a_quotation() -> None:
    assert pieces("`We will go there,' he said.") == [["`We will go there,'"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It is lost, said Ilse Marandt. They met. “It is not,” said Brell.", [["“It is not,”"]]),
        ('"It is lost, said Ilse Marandt. They met. "It is not," said Brell.', [['"It is not,"']]),
        ("“It is lost, she said.", []),
        ('"It is lost,\' said Kroll. They met.\n\n"It is not," he said.', [["\"It is lost,'"], ['"It is not,"']]),
        ("“It is lost, said Ilse Marandt.\n\n“It is not,” said Brell.", [["“It is not,”"]]),
        ("The council said “this is wrong. It voted. It left.", [["“this is wrong."]]),
        ("Berg wrote: “Let’s go. We can.’ He was there. “Now,” he said.", [["“Let’s go. We can.’"], ["“Now,”"]]),
        ("“We must act. We cannot wait.\n\nThey left.", [["“We must act. We cannot wait."]]),
        ("“He said “no” to me,” she said.", [["“He said “no” to me,”"]]),
        ('"He said "no" to me," she said.', [['"He said "no" to me,"']]),
    ],
)
def test_mark_that_is_never_closed_takes_at_most_a_sentence_or_its_paragraph(
    text: str, expected: list[list[str]]
) -> None:
    assert pieces(text) == expected


def test_quotation_goes_over_the_end_of_a_line() -> None:
    text = (
        "The mayor of the harbour town told the board on Monday: “We will not go\n"
        "there, and nobody will pay for it.” Then she left the room for the day."
    )
    assert pieces(text) == [["“We will not go\nthere, and nobody will pay for it.”"]]
