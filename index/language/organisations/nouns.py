"""Nouns that denote organisations, in groups: "the firm" can refer to an airline, but not to a court."""

from functools import lru_cache
from typing import Final

from index.language.names.spelling import normalize_name, word_set
from index.language.organisations.well_known import known_group

# A name of a country, a place or a politician before these nouns makes a name: "Mumbai police", "the Bell campaign".
_STATE = {
    "police": "police constabulary force",
    "government": "government govt administration cabinet regime junta state city county borough",
    "authorities": "authorities",
    "ministry": "ministry",
    "department": "department treasury office directorate secretariat",
    "parliament": "parliament senate congress assembly legislature house",
    "council": "council municipality",
    "court": "court tribunal",
    "army": "army military navy coastguard",
    "embassy": "embassy consulate",
    "campaign": "campaign",
    "commission": "commission inquiry",
    "prosecution": "prosecution",
    "district": "district",
}
# The name of a country before these nouns makes no name: "the Japanese company" is a company that is named elsewhere.
_COMMON = {
    "company": """
        company firm corporation business giant conglomerate manufacturer maker automaker carmaker planemaker
        drugmaker chipmaker retailer supermarket chain airline carrier bank lender insurer brewer brewery miner
        developer operator supplier producer publisher label studio startup start-up utility shipbuilder brokerage
        subsidiary distillery exchange grocer telco housebuilder bookmaker refiner shipyard builder
        store shop hotel restaurant cafe resort casino salon gym provider vendor dealer dealership toymaker
        steelmaker wholesaler distributor brand platform app marketplace
    """,
    "agency": "agency authority regulator watchdog body board bureau inspectorate ombudsman service forecaster",
    "party": "party",
    "union": "union federation confederation",
    "charity": "charity nonprofit foundation trust ngo shelter",
    "club": "club team side franchise",
    "league": "league",
    "university": "university college institute academy school",
    "hospital": "hospital clinic",
    "church": "church diocese archdiocese mosque synagogue",
    "newspaper": "newspaper paper tabloid daily weekly",
    "magazine": "magazine journal",
    "broadcaster": "broadcaster network station channel",
    "outlet": "outlet publication website",
    "association": "association society organisation organization institution alliance coalition movement lobby",
    "group": "group",
    "committee": "committee panel taskforce",
    "bloc": "bloc",
    "museum": "museum gallery theatre theater zoo aquarium orchestra festival",
    "airport": "airport port",
    "prison": "prison jail",
    "palace": "palace presidency monarchy",
    "militia": "militia",
    "band": "band",
    "laboratory": "lab laboratory",
}
# Last words of names that show the group: "Volkov Oil" is a company.
_ENDINGS = {
    "company": """
        inc ltd plc corp llc co limited incorporated gmbh productions holdings airlines airways motors energy oil gas
        coal steel petroleum mining foods pharmaceuticals pharma records entertainment pictures studios systems
        technologies
        software industries partners enterprises logistics telecom telecommunications electronics aerospace rail
        railways railway water power investments capital financial insurance properties stores brewers labs laboratories
        semiconductor chemicals shipping cement sugar bank communications solutions products brands wireless mobile
        kitchen ventures associates consulting therapeutics biosciences biotech networks beverages
    """,
    "newspaper": """
        times tribune herald gazette courier telegraph guardian observer post review star mail chronicle examiner
        dispatch standard press globe mirror express sun gleaner
    """,
    "broadcaster": "radio television tv broadcasting",
    "outlet": "media",
    "press": "news",
    "club": "fc cf afc united rovers wanderers athletic",
    "army": "forces guard",
    "agency": "services directorate registry operations",
    "association": "international chamber initiative center centre forum fund watch monitor observatory network",
}
_GROUPS: Final = {
    noun: group for table in (_STATE, _COMMON) for group, nouns in table.items() for noun in nouns.split()
}
_ENDING_GROUPS: Final = {word: group for group, words in _ENDINGS.items() for word in words.split()}
_STATE_NOUNS: Final = frozenset(noun for nouns in _STATE.values() for noun in nouns.split())
# In capitals they are no names alone: "the Bank", "the Church". These are.
_INSTITUTIONS = word_set("treasury senate congress parliament cabinet")
# Groups that fit a general noun: "the organisation" can be a charity, "the group" a company.
_ANY_BODY: Final = frozenset({"company", "charity", "union", "association", "club", "party", "committee", "church"})
_GENERAL: Final = {
    "association": _ANY_BODY | {"group"},
    "group": _ANY_BODY | {"bloc", "army"},
    "company": frozenset({"group"}),
    "charity": frozenset({"association", "group"}),
    "union": frozenset({"association"}),
    "club": frozenset({"association"}),
    "party": frozenset({"party", "association", "parliament", "league", "union"}),
    "agency": frozenset({"agency", "department", "commission", "outlet", "association"}),
    "outlet": frozenset({"outlet", "newspaper", "magazine", "broadcaster", "press"}),
    "broadcaster": frozenset({"press"}),
    "newspaper": frozenset({"newspaper", "magazine", "press"}),
    "department": frozenset({"department", "ministry", "police"}),
    "bloc": frozenset({"association", "bloc"}),
}
_PLACES = word_set("city county borough state")  # they end the names of places, too: Kansas City
_FORCES = word_set("force department service")


@lru_cache(maxsize=1 << 16)
def group_of(noun: str) -> str | None:
    """Return the group of a singular noun that denotes organisations, or None for another noun."""
    return _GROUPS.get(normalize_name(noun))


def is_state_noun(noun: str) -> bool:
    """Return True if the name of a place before a noun makes the name of an organisation: "the Ostrel council"."""
    return normalize_name(noun) in _STATE_NOUNS


@lru_cache(maxsize=1 << 16)
def ends_name(word: str) -> bool:
    """Return True if a capitalised word at the end of a name shows that an organisation has this name."""
    key = normalize_name(word)
    return (key in _GROUPS and key not in _PLACES) or key in _ENDING_GROUPS or key in _FORCES


def is_institution(word: str) -> bool:
    """Return True if a capitalised noun is a name by itself: "the Treasury"."""
    return normalize_name(word) in _INSTITUTIONS


def group_of_name(name: str) -> str | None:
    """Return the group that the words of a name show, the first noun before "of" or else its last word, or None."""
    words = normalize_name(name).split()
    if (group := known_group(" ".join(words))) is not None:
        return group
    if "police" in words:
        return "police"
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1] if words else ""
    return _GROUPS.get(head) or _ENDING_GROUPS.get(head)


def groups_match(asked: str, known: str) -> bool:
    """Return True if a noun of one group can refer to an organisation of another: "the group" to a company."""
    return asked == known or known in _GENERAL.get(asked, ())
