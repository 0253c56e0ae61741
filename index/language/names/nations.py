"""Names and adjectives of countries: "Russia", "Russian".

No maintained library contains the adjectives (pycountry and Babel contain only names), so this module has a table. Each
entry starts with the country's key, followed by its other names and adjectives. Roles are compared by the key, which is
never shown.
"""

from collections.abc import Sequence
from functools import cache

from index.language.names.spelling import normalize_name

_TABLE = """
afghanistan,afghan|albania,albanian|algeria,algerian|andorra,andorran|angola,angolan
argentina,argentine,argentinian|armenia,armenian|australia,australian|austria,austrian
azerbaijan,azerbaijani,azeri|bahamas,bahamian|bahrain,bahraini|bangladesh,bangladeshi|barbados,barbadian
belarus,belarusian,belarussian|belgium,belgian|belize,belizean|benin,beninese|bhutan,bhutanese
bolivia,bolivian|bosnia,bosnian,bosnia and herzegovina|botswana,botswanan|brazil,brazilian|brunei,bruneian
bulgaria,bulgarian|burkina faso,burkinabe|burundi,burundian|cambodia,cambodian|cameroon,cameroonian
canada,canadian|cape verde,cape verdean|chad,chadian|chile,chilean|china,chinese|colombia,colombian
comoros,comorian|congo,congolese|costa rica,costa rican|croatia,croatian,croat|cuba,cuban|cyprus,cypriot
czechia,czech,czech republic|denmark,danish,dane|djibouti,djiboutian|dominica|dominican republic,dominican
ecuador,ecuadorian,ecuadorean|egypt,egyptian|el salvador,salvadoran,salvadorean|england,english
eritrea,eritrean|estonia,estonian|eswatini,swazi,swaziland|ethiopia,ethiopian|fiji,fijian|finland,finnish,finn
france,french|gabon,gabonese|gambia,gambian|georgia,georgian|germany,german|ghana,ghanaian|greece,greek
greenland,greenlandic|grenada,grenadian|guatemala,guatemalan|guinea,guinean|guyana,guyanese|haiti,haitian
honduras,honduran|hungary,hungarian|iceland,icelandic|india,indian|indonesia,indonesian|iran,iranian
iraq,iraqi|ireland,irish|israel,israeli|italy,italian|ivory coast,ivorian,cote divoire|jamaica,jamaican
japan,japanese|jordan,jordanian|kazakhstan,kazakh,kazakhstani|kenya,kenyan|kosovo,kosovar,kosovan
kuwait,kuwaiti|kyrgyzstan,kyrgyz|laos,laotian,lao|latvia,latvian|lebanon,lebanese|lesotho,basotho
liberia,liberian|libya,libyan|liechtenstein|lithuania,lithuanian|luxembourg,luxembourgish|madagascar,malagasy
malawi,malawian|malaysia,malaysian|maldives,maldivian|mali,malian|malta,maltese|mauritania,mauritanian
mauritius,mauritian|mexico,mexican|moldova,moldovan|monaco,monegasque|mongolia,mongolian
montenegro,montenegrin|morocco,moroccan|mozambique,mozambican|myanmar,burma,burmese|namibia,namibian
nepal,nepalese,nepali|netherlands,dutch,holland|new zealand,new zealander|nicaragua,nicaraguan|niger,nigerien
nigeria,nigerian|north korea,north korean,dprk|north macedonia,north macedonian,macedonia,macedonian
norway,norwegian|oman,omani|pakistan,pakistani|palestine,palestinian,palestinian authority|panama,panamanian
papua new guinea,papua new guinean|paraguay,paraguayan|peru,peruvian|philippines,philippine,filipino,filipina
poland,polish|portugal,portuguese|puerto rico,puerto rican|qatar,qatari|romania,romanian
russia,russian,russian federation|rwanda,rwandan|samoa,samoan|saudi arabia,saudi,saudi arabian
scotland,scottish|senegal,senegalese|serbia,serbian|seychelles,seychellois|sierra leone,sierra leonean
singapore,singaporean|slovakia,slovak|slovenia,slovenian,slovene|somalia,somali|south africa,south african
south korea,south korean,republic of korea|south sudan,south sudanese|spain,spanish|sri lanka,sri lankan
sudan,sudanese|suriname,surinamese|sweden,swedish|switzerland,swiss|syria,syrian|taiwan,taiwanese
tajikistan,tajik|tanzania,tanzanian|thailand,thai|togo,togolese|tonga,tongan
trinidad,trinidadian,trinidad and tobago|tunisia,tunisian|turkey,turkish,turkiye|turkmenistan,turkmen
uganda,ugandan|ukraine,ukrainian|united arab emirates,uae,emirati
united kingdom,uk,british,britain,great britain|united states,us,usa,american,america,united states of america
uruguay,uruguayan|uzbekistan,uzbek|vanuatu|vatican,holy see|venezuela,venezuelan|vietnam,vietnamese
wales,welsh|yemen,yemeni|zambia,zambian|zimbabwe,zimbabwean|european union,eu|united nations,un|nato
africa,african|asia,asian|europe,european|korea,korean|soviet union,soviet
"""


# Names and adjectives of countries that are forenames, too: "Jordan Weller".
_FORENAMES_TOO = frozenset(
    {"jordan", "chad", "georgia", "israel", "india", "kenya", "america", "cuba", "ireland", "holland", "dane", "german"}
)
_MAX_WORDS = 5  # as in united states of america


@cache
def _countries() -> dict[str, str]:
    """Return the key of the country for each normalized name and adjective."""
    lines = (entry.split(",") for entry in _TABLE.strip().replace("\n", "|").split("|"))
    return {word: words[0] for words in lines for word in words}


def is_national(word: str) -> bool:
    """Return True if a word is the name or adjective of a country: "Russian", "U.S.", "Czech"."""
    return normalize_name(word) in _countries()


def is_forename_too(word: str) -> bool:
    """Return True if the name or adjective of a country is also a forename: "Jordan", "Chad"."""
    return normalize_name(word) in _FORENAMES_TOO


def replace_nations(words: Sequence[str]) -> list[str]:
    """Return normalized words with every name and adjective of a country replaced by its key."""
    replaced: list[str] = []
    start = 0
    while start < len(words):
        length = next((n for n in range(_MAX_WORDS, 0, -1) if " ".join(words[start : start + n]) in _countries()), 0)
        replaced.append(_countries()[" ".join(words[start : start + length])] if length else words[start])
        start += length or 1
    return replaced


def nation_words(key: str) -> list[str]:
    """Return all names and adjectives of a country, given its key: "russia", "russian", "russian federation"."""
    return [word for word, country in _countries().items() if country == key]


def is_country(word: str) -> bool:
    """Return True if a word is the key of a country."""
    return _countries().get(word) == word
