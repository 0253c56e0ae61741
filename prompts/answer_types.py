"""Words that tell what kind of answer a question wants, and what such an answer holds."""

from typing import Final

# What stands behind "how" where a number is wanted.
MEASURES: Final = (
    "many", "much", "old", "long", "far", "tall", "big", "large", "fast", "often", "high", "deep", "wide", "heavy",
)  # fmt: skip
# What stands behind "what" or "which" where a number, or a time, is wanted.
AMOUNTS: Final = ("percent", "percentage", "number", "amount", "share", "age", "size", "price", "proportion", "rate")
TIMES: Final = ("year", "date", "day", "month", "century", "decade")
NUMBER_WORDS: Final = frozenset({
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty",
    "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "billion", "trillion", "dozen", "half",
    "third", "quarter", "double", "triple", "once", "twice",
})  # fmt: skip
