"""The words that show the expected type of an answer, and the words that such answers contain."""

from typing import Final

# After "how", these words ask for a number.
MEASURES: Final = (
    "many", "much", "old", "long", "far", "tall", "big", "large", "fast", "often", "high", "deep", "wide", "heavy",
)  # fmt: skip
# After "what" or "which", these words ask for a number or for a time.
AMOUNTS: Final = ("percent", "percentage", "number", "amount", "share", "age", "size", "price", "proportion", "rate")
TIMES: Final = ("year", "date", "day", "month", "century", "decade")
NUMBER_WORDS: Final = frozenset({
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty",
    "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "billion", "trillion", "dozen", "half",
    "third", "quarter", "double", "triple", "once", "twice",
})  # fmt: skip
