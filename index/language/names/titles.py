"""Recognises titles before names: "Mrs.", "Vice President", "Russian Foreign Minister"."""

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
    datin puan cik smt shrimati alhaja hajiya hajia
    """,
)
_MALE = word_set(
    """
    mr messrs sir lord king prince duke marquess count baron earl viscount emperor father brother uncle monsieur
    signor senor herr sheikh sheik sultan emir tsar czar shah imam ayatollah mullah monsignor msgr pope abbot
    actor congressman spokesman chairman councilman assemblyman businessman policeman alderman salesman
    sportsman statesman nobleman husband son
    encik tuan shri shriman alhaji mallam malam otunba oba
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
    pm dpm cm vp ag igp dgp adgp dcp acp asp dsp ssp dci wpc cllr clr cr ald alderperson barrister advocate adv engr
    engineer comrade apostle evangelist prophet archdeacon vicar swami maulana mufti taoiseach tanaiste ombudsman
    datuk dato datu tun tunku tengku ungku seri sri haji hajah ustaz ustazah togbe mzee aircraftman airman
    coun nurse coroner hotelier forecaster referee umpire publisher trainer jockey footballer cricketer golfer rapper
    songwriter filmmaker photographer novelist playwright surgeon physician paramedic psychologist restaurateur
    meteorologist biologist academic physicist chemist astronaut curator conservationist environmentalist campaigner
    organiser organizer resident pensioner shopkeeper entrepreneur investor banker accountant midwife headteacher
    lecturer firefighter harbourmaster vet dentist pharmacist psychiatrist therapist
    """,
    )
)
_BEFORE_HEAD = word_set(
    """
    former ex then late acting interim incoming outgoing prime first second deputy vice foreign interior
    exterior defense defence finance health education energy trade labor labour environment transport culture
    agriculture economy justice house senate state federal national local city county supreme court white press
    campaign security policy majority minority opposition party democratic republican conservative liberal
    presidential vice-presidential gubernatorial senior junior retired assistant associate executive chief
    managing staff field air rear fleet grand high special class crown us u.s police fire navy army marine his
    her its their the most right very your co longtime veteran shadow home parliamentary congressional
    intelligence communications political legal nobel laureate
    wing squadron group flight lance petty flying warrant rt area divisional district regional provincial
    works housing tourism sports planning lands fisheries
    """,
)
# Words after "of" in a title: Secretary of State, Chancellor of the Exchequer, Speaker of the House.
_AFTER_OF = word_set(
    """
    state defense defence treasury exchequer house commons lords labor labour commerce education energy
    agriculture interior transportation veterans affairs homeland security health human services housing urban
    development staff the and of police parliament wales cambridge sussex york edinburgh canterbury rome
    finance foreign education transport tourism sport sports climate children local government public social
    protection information communications works power water resources youth women aviation petroleum science
    technology innovation railways fisheries trade industry home culture opposition
    """,
)
# Prefixes with a hyphen: ex-president, then-Senator.
_PREFIXES = frozenset({"ex", "then", "now", "vice"})
_FORENAME_AND_SURNAME = 2  # words that must follow a title that can be a name; one follows in Sacha Baron Cohen
_MAX_PARTICLE = 3  # letters, as in der or bin; a longer word in lower case belongs to the title
# Titles that are forenames if one word follows: Dean Acheson, Earl Warren, Duke Ellington.
_FORENAMES_TOO = frozenset({"dean", "earl", "duke"})
# Titles that are surnames alone ("King said") or after a title of the list _CIVIL ("Mr. King").
_SURNAMES_TOO = frozenset(
    {"king", "dean", "earl", "duke", "bishop", "baron", "major", "singer", "prince", "shah", "nurse"}
)
_SURNAMES_AFTER_TITLE = _SURNAMES_TOO | word_set(
    """
    pope judge justice chancellor constable marshal canon abbot coach crown sheriff speaker private cardinal deacon lord
    """,
)
_CIVIL = word_set(
    """
    mr mrs ms miss mx dr sen senator rep representative congressman congresswoman gov governor mayor prof
    professor sir lady
    """,
)
# Titles that usually precede a forename: Prince Harry, Sister Agnes.
_BEFORE_FORENAME = word_set(
    """
    sir lady dame king queen prince princess emperor empress sister brother father mother pope imam sheikh sheik
    sultan emir mullah ayatollah aunt uncle saint st rabbi pastor deacon tsar czar shah duke duchess lord miss
    datuk datin dato datu tun tunku tengku ungku seri sri encik puan cik tuan haji hajah ustaz ustazah
    """,
)
# Titles of two words, the first of which is a name elsewhere: Tan Sri Azmi, but Tan Ah Kow.
_PAIRS = frozenset({("tan", "sri"), ("tan", "seri"), ("toh", "puan"), ("paduka", "seri"), ("chief", "executive")})


# Titles that only people have and that no firm or place begins with.
_HONORIFICS = word_set(
    """
    mr mrs ms miss mx dr prof sir dame rev sen rep gov gen lt col capt maj sgt cpl supt insp det hon cllr clr ald engr
    mme mlle smt shri shrimati alhaji alhaja hajiya hajia mallam otunba datuk datin dato tun encik puan cik tunku
    tengku ustaz ustazah igp dcp acp asp dsp ssp dci wpc justice barrister senator congressman congresswoman
    councillor coun archbishop bishop pastor baroness taoiseach tanaiste sheikh ayatollah
    """,
)


def is_honorific(word: str) -> bool:
    """Return True for a title that shows that a person's name follows: "Mr", "Alhaji", unlike "General"."""
    return normalize_name(word) in _HONORIFICS


def title_length(words: Sequence[str]) -> int:
    """Return the number of words, from the first, that form the title. If no name follows, it is all words."""
    capitals = any(word[:1].isupper() for word in words)
    length = position = 0
    while position < len(words):
        step = _office_length(words, position) if length == position and length else 0
        step = (
            step
            or _pair_length(words, position)
            or int(_is_head(words[position]) or _can_precede_head(words[position], with_capitals=capitals))
        )
        if not step:
            break
        position += step
        if step > 1 or _is_head(words[position - 1]):
            length = position
    length = max(length, _length_to_last_head(words))
    return length - (_ends_in_forename(words, length) or _ends_in_surname(words, length))


def _ends_in_forename(words: Sequence[str], length: int) -> bool:
    """Return True if the last word of the title is a forename: in "Gov. Earl Ray", not in "Assistant Dean Ray"."""
    if not length or len(words) != length + 1 or normalize_name(words[length - 1]) not in _FORENAMES_TOO:
        return False
    return length == 1 or _is_head(words[length - 2])


def _ends_in_surname(words: Sequence[str], length: int) -> bool:
    """Return True if the last word is a surname, not a title: in "King" and "Rep. King", not in "the king"."""
    if not words or length < len(words) or not words[-1][0].isupper():
        return False
    if length == 1:
        return normalize_name(words[0]) in _SURNAMES_TOO
    return normalize_name(words[-1]) in _SURNAMES_AFTER_TITLE and normalize_name(words[-2]) in _CIVIL


def _length_to_last_head(words: Sequence[str]) -> int:
    """Return the length of a title with unknown words, "Ohio State University professor Paul Beck", or 0."""
    for position in range(len(words) - 2, 0, -1):
        is_title = words[position].islower() or words[position].endswith(".")
        min_following = 1 if is_title else _FORENAME_AND_SURNAME
        if position + min_following < len(words) and _is_head(words[position]):
            return position + 1
    return 0


def _pair_length(words: Sequence[str], start: int) -> int:
    """Return 2 if a title of two words such as "Tan Sri" starts at a position, else 0."""
    return 2 if tuple(map(normalize_name, words[start : start + 2])) in _PAIRS else 0


@lru_cache(maxsize=1 << 16)
def is_title_head(word: str) -> bool:
    """Return True if a word can be the last word of a title: "Minister", unlike "Prime"."""
    return _is_head(word)


def _is_head(word: str) -> bool:
    """Return True if a word is the head noun of a title."""
    key = normalize_name(word)
    return key in _HEADS or (" " in key and key.rsplit(" ", 1)[1] in _HEADS)


def _can_precede_head(word: str, *, with_capitals: bool) -> bool:
    """Return True if a word can precede the head of a title: "former", "Russia's", lower case before capitals."""
    key = normalize_name(word)
    if word.endswith(("'s", "\u2019s", "s'", "s\u2019")) or key in _BEFORE_HEAD or is_national(word):
        return True
    return key.split(" ", 1)[0] in _PREFIXES or (with_capitals and word.islower() and len(word) > _MAX_PARTICLE)


def _office_length(words: Sequence[str], start: int) -> int:
    """Return the number of words from ``start`` in "of State", "of the Exchequer" or "of Israel", or 0."""
    if normalize_name(words[start]) not in {"of", "for"}:
        return 0
    rest = list(takewhile(lambda word: normalize_name(word) in _AFTER_OF or is_national(word), words[start + 1 :]))
    return len(rest) + 1 if rest else 0


@lru_cache(maxsize=1 << 16)
def begins_title(word: str) -> bool:
    """Return True if a word can be the first word of a title."""
    return _is_head(word) or _can_precede_head(word, with_capitals=True)


def title_gender(title: str) -> Gender | None:
    """Return the gender that a title implies, or None. "King County Sheriff" implies none."""
    words = normalize_name(title).split()
    office = words[: words.index("of")] if "of" in words else words
    heads = {*words[-1:], *office[-1:], *_CIVIL.intersection(words[:1])}
    if heads & _FEMALE:
        return "female"
    return "male" if heads & _MALE else None


def precedes_forename(title: str) -> bool:
    """Return True if a single name after a title can be a forename: "Prince Harry", unlike "Mrs. Clinton"."""
    return bool(_BEFORE_FORENAME.intersection(normalize_name(title).split()))


# Role nouns, some of which are also titles.
_PERSON_NOUNS = word_set(
    """
    hotelier forecaster coroner referee umpire restaurateur songwriter physicist chemist astronaut
    conservationist environmentalist accountant psychiatrist therapist harbourmaster dancer choreographer drummer
    guitarist pianist violinist sculptor illustrator blogger influencer podcaster ranger hiker climber surfer diver
    gymnast wrestler goalie linebacker wicketkeeper counsel

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
    academic lecturer commentator pundit broadcaster monarch ruler cleric clergyman churchman clergywoman nun monk
    vicar reverend archbishop chieftain elder pensioner teenager youth mum mom dad grandmother grandfather aunt uncle
    cousin nephew niece fiance fiancee girlfriend boyfriend partner spouse ex-wife ex-husband headteacher headmaster
    headmistress principal pupil peer backbencher barrister solicitor magistrate superintendent prosecutor shopkeeper
    bystander eyewitness onlooker motorist commuter tenant landlord homeowner chef midwife paramedic firefighter
    caller skipper batsman bowler winger legend legislator parliamentarian negotiator chairperson convener trustee
    curator composer conductor filmmaker playwright photographer painter cartoonist advocate policeman lawman mp
    sheikh emir sultan taoiseach vice-chancellor dean rector registrar comptroller auditor colleague counterpart
    rapper footballer cricketer jockey cyclist sprinter swimmer golfer veterinarian vet dentist pharmacist
    electrician plumber carpenter builder fisherman trawlerman postman lorry-driver busker campaigner protester
    demonstrator striker survivor hostage captive inmate prisoner fugitive gunman attacker
    """,
)


def is_person_noun(word: str) -> bool:
    """Return True if a singular noun names a role of a person: "senator", "mother"."""
    noun = normalize_name(word)
    return noun in _PERSON_NOUNS or noun.replace(" ", "-") in _PERSON_NOUNS or noun.endswith("ologist")
