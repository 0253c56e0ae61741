"""What stands before a name and is no part of it: ``Mrs.``, ``Vice President``, ``Russian Foreign Minister``."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from index.language.names.nations import is_national
from index.language.names.spelling import normalize_name, word_set
from index.models import Gender

_FEMALE = word_set(
    """
    mrs ms miss madam madame mme mlle signora signorina senora senorita frau lady dame queen princess duchess
    marchioness countess baroness viscountess empress sister mother aunt abbess actress heiress congresswoman
    spokeswoman chairwoman councilwoman assemblywoman businesswoman policewoman alderwoman saleswoman
    sportswoman stateswoman noblewoman widow wife daughter
    """,
)
_MALE = word_set(
    """
    mr messrs sir lord king prince duke marquess count baron earl viscount emperor father brother uncle monsieur
    signor senor herr sheikh sheik sultan emir tsar czar shah imam ayatollah mullah monsignor msgr pope abbot
    actor congressman spokesman chairman councilman assemblyman businessman policeman alderman salesman
    sportsman statesman nobleman husband son
    """,
)
_HEADS = (
    _FEMALE
    | _MALE
    | word_set(
        """
    mx dr drs doctor prof profs professor president pres premier chancellor minister secretary sec
    undersecretary senator sen sens representative rep reps delegate del governor gov govs mayor councillor
    councilor councilmember congressmember commissioner ambassador amb envoy consul speaker whip leader chair
    chairperson chief director administrator attorney atty solicitor general gen gens major maj colonel col
    captain capt lieutenant lt sergeant sgt corporal cpl private pvt admiral adm commander cmdr cdr commodore
    marshal brigadier officer detective det inspector insp constable superintendent supt sheriff deputy trooper
    agent judge justice magistrate prosecutor bishop archbishop cardinal canon rev reverend rabbi pastor deacon
    patriarch ceo cfo coo cto founder coach manager striker midfielder goalkeeper defender pitcher quarterback
    analyst economist lawyer spokesperson correspondent reporter editor journalist columnist activist author
    writer singer comedian candidate nominee lawmaker legislator parliamentarian dissident billionaire
    strategist pollster adviser advisor aide counsel comptroller treasurer auditor registrar provost dean rector
    principal teacher historian scientist researcher pilot elect vice-president mp mep msp crown majesty
    highness excellency honor honourable honorable hon
    """,
    )
)
_BEFORE_A_HEAD = word_set(
    """
    former ex then late acting interim incoming outgoing prime first second deputy vice foreign interior
    exterior defense defence finance health education energy trade labor labour environment transport culture
    agriculture economy justice house senate state federal national local city county supreme court white press
    campaign security policy majority minority opposition party democratic republican conservative liberal
    presidential vice-presidential gubernatorial senior junior retired assistant associate executive chief
    managing staff field air rear fleet grand high special class crown us u.s police fire navy army marine his
    her its their the most right very your co longtime veteran shadow home parliamentary congressional
    intelligence communications political legal nobel laureate
    """,
)
# The offices that are "of" something long: Secretary of State, Chancellor of the Exchequer, Speaker of the House.
_AFTER_OF = word_set(
    """
    state defense defence treasury exchequer house commons lords labor labour commerce education energy
    agriculture interior transportation veterans affairs homeland security health human services housing urban
    development staff the and of police parliament wales cambridge sussex york edinburgh canterbury rome
    """,
)
# Former ones: ex-president, then-Senator.
_HYPHENED = frozenset({"ex", "then", "now", "vice"})
_FORENAME_AND_SURNAME = 2  # words that must follow a title that might be a name: Sacha Baron Cohen has one
_LONG_PARTICLE = 3  # letters: der, bin; a longer word in small letters belongs to the title
# These are a forename when one word follows: Dean Acheson, Earl Warren, Duke Ellington.
_FORENAMES_TOO = frozenset({"dean", "earl", "duke"})
# These are a surname when they stand alone ("King said") or behind one of the titles below ("Mr. King").
_SURNAMES_TOO = frozenset({"king", "dean", "earl", "duke", "bishop", "baron", "major", "singer", "prince", "shah"})
_SURNAMES_BEHIND = _SURNAMES_TOO | word_set(
    """
    pope judge chancellor constable marshal canon abbot coach crown sheriff speaker private cardinal deacon lord
    """,
)
_CIVIL = word_set(
    """
    mr mrs ms miss mx dr sen senator rep representative congressman congresswoman gov governor mayor prof
    professor sir lady
    """,
)
# A bare word behind these is a forename as a rule: Prince Harry, Sister Agnes.
_WITH_FORENAME = word_set(
    """
    sir lady dame king queen prince princess emperor empress sister brother father mother pope imam sheikh sheik
    sultan emir mullah ayatollah aunt uncle saint st rabbi pastor deacon tsar czar shah duke duchess lord miss
    """,
)


def title_length(words: Sequence[str]) -> int:
    """Return how many of the words, from the first, are a title; all of them where no name follows."""
    capitals = any(word[:1].isupper() for word in words)
    length = at = 0
    while at < len(words):
        step = _of_office(words, at) if length == at and length else 0
        step = step or int(_is_head(words[at]) or _is_before(words[at], with_capitals=capitals))
        if not step:
            break
        at += step
        if step > 1 or _is_head(words[at - 1]):
            length = at
    length = max(length, _up_to_the_last_head(words))
    return length - (_ends_in_forename(words, length) or _ends_in_surname(words, length))


def _ends_in_forename(words: Sequence[str], length: int) -> bool:
    """Whether the title's last word is a forename here: ``Gov. Earl Ray``, not ``Assistant Dean Ray``."""
    if not length or len(words) != length + 1 or normalize_name(words[length - 1]) not in _FORENAMES_TOO:
        return False
    return length == 1 or _is_head(words[length - 2])


def _ends_in_surname(words: Sequence[str], length: int) -> bool:
    """Whether the last word, a title by itself, is a surname here: ``King``, ``Rep. King``; not ``the king``."""
    if not words or length < len(words) or not words[-1][0].isupper():
        return False
    if length == 1:
        return normalize_name(words[0]) in _SURNAMES_TOO
    return normalize_name(words[-1]) in _SURNAMES_BEHIND and normalize_name(words[-2]) in _CIVIL


def _up_to_the_last_head(words: Sequence[str]) -> int:
    """Return the length of a title with unknown words in it: ``Ohio State University professor Paul Beck``."""
    for at in range(len(words) - 2, 0, -1):
        least = 1 if words[at].islower() or words[at].endswith(".") else _FORENAME_AND_SURNAME
        if at + least < len(words) and _is_head(words[at]):
            return at + 1
    return 0


def _is_head(word: str) -> bool:
    key = normalize_name(word)
    return key in _HEADS or (" " in key and key.rsplit(" ", 1)[1] in _HEADS)


def _is_before(word: str, *, with_capitals: bool) -> bool:
    """Whether a word may stand before a title: ``former``, ``Russia's``, a small one before capitals."""
    key = normalize_name(word)
    if word.endswith(("'s", "\u2019s", "s'", "s\u2019")) or key in _BEFORE_A_HEAD or is_national(word):
        return True
    return key.split(" ", 1)[0] in _HYPHENED or (with_capitals and word.islower() and len(word) > _LONG_PARTICLE)


def _of_office(words: Sequence[str], at: int) -> int:
    """Return how many words from ``at`` are ``of State``, ``of the Exchequer`` or ``of Israel``; 0 for none."""
    if normalize_name(words[at]) not in {"of", "for"}:
        return 0
    rest = list(takewhile(lambda word: normalize_name(word) in _AFTER_OF or is_national(word), words[at + 1 :]))
    return len(rest) + 1 if rest else 0


@lru_cache(maxsize=1 << 16)
def begins_title(word: str) -> bool:
    """Whether a title may begin with a word."""
    return _is_head(word) or _is_before(word, with_capitals=True)


def title_gender(title: str) -> Gender | None:
    """Return what a title says of its bearer's gender; None where it says nothing, as of the sheriff of King County."""
    words = normalize_name(title).split()
    office = words[: words.index("of")] if "of" in words else words
    telling = {*words[-1:], *office[-1:], *_CIVIL.intersection(words[:1])}
    if telling & _FEMALE:
        return "female"
    return "male" if telling & _MALE else None


def goes_with_forename(title: str) -> bool:
    """Whether a single name behind this title may be a forename: ``Prince Harry``, unlike ``Mrs. Clinton``."""
    return bool(_WITH_FORENAME.intersection(normalize_name(title).split()))


# Nouns beside the titles that say who somebody is.
_PERSON_NOUNS = word_set(
    """
    man woman boy girl gentleman mother father parent husband wife brother sister son daughter friend widow resident
    citizen voter veteran soldier student teacher worker farmer owner manager businessman businesswoman entrepreneur
    politician official executive lawmaker nominee candidate contender frontrunner front-runner hopeful rival opponent
    challenger incumbent running-mate mate ally critic supporter donor organizer organiser volunteer spokesman
    spokeswoman spokesperson aide adviser advisor strategist consultant analyst expert scholar professor economist
    scientist researcher historian physician surgeon doctor nurse lawyer attorney prosecutor judge justice author writer
    poet novelist journalist reporter editor columnist anchor host presenter moderator blogger producer director actor
    actress singer musician rapper artist comedian player footballer goalkeeper defender midfielder striker captain
    coach trainer athlete champion boxer driver pilot sailor fisherman priest pastor bishop cardinal pope rabbi imam
    activist campaigner leader head chief boss founder co-founder chairman chairwoman chair president premier mogul
    billionaire millionaire magnate tycoon investor banker trader broker developer engineer architect designer inventor
    prince princess king queen monarch heir minister secretary governor mayor senator representative congressman
    congresswoman delegate deputy ambassador diplomat envoy commissioner councillor councilman councilwoman treasurer
    officer sergeant lieutenant captain colonel general admiral commander marshal sheriff detective inspector constable
    policeman policewoman guard agent suspect defendant plaintiff witness victim survivor patient neighbour neighbor
    native immigrant refugee democrat republican socialist conservative liberal independent
    """,
)


def is_person_noun(word: str) -> bool:
    """Return whether a noun, in the singular, says who somebody is: ``senator``, ``mother``."""
    return normalize_name(word) in _PERSON_NOUNS
