"""Recognition of messages that ask nothing, and of questions that look like them."""

import pytest

from bot.presentation.small_talk import is_small_talk


@pytest.mark.parametrize(
    "text",
    [
        "hi",
        "Hello!",
        "HEY",
        "thanks",
        "Thank you.",
        "thank  you so much!!",
        "help",
        "Help me, please?",
        "?",
        " ?? ",
        "hi there :-)",
        "Hello, onrecord!",
        "@onrecord hi",
        "On Record, help",
        "Hi! Thanks, On Record. Thank you!",
        "“hello”",
        "hi " * 20,
    ],
)
def test_small_talk_is_recognised_in_any_case_and_punctuation(text: str) -> None:
    assert is_small_talk(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "...",
        "thanksgiving",
        "help for farmers",
        "hi-tech",
        "hi_tech",
        "highway",
        "onrecord",
        "on the record",
        "hi, what did Lavrov say",
        "Hello! Who said that the quay is too long?",
        "thanks, and what about the summit",
        "thank you letter",
        "help desk",
        "say hello",
        "please",
        "hi Lavrov",
        "why?",
        "помощь?",
        "hi " * 21,
    ],
)
def test_words_beside_small_talk_make_a_question(text: str) -> None:
    assert is_small_talk(text) is False
