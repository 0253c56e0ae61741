"""Twelve invented articles, and questions about the persons, organisations and roles that speak in them."""

from dataclasses import dataclass
from typing import Final

ARTICLES: Final = [
    (
        "bridge",
        "2025-03-02",
        "Ostrel Courier",
        (
            "The mayor of Ostrel, Ada Pell, said the old bridge would close in June. “We cannot risk a single "
            "life,” she told the council. Ostrel City Council said in a statement that buses would run every ten "
            "minutes. Police said that traffic would be led through the harbour. Bertil Aune, a lorry driver, "
            "said the detour would cost him an hour a day. “Nobody asked us,” Aune said."
        ),
    ),
    (
        "strike",
        "2025-03-04",
        "The Northern Ledger",
        (
            "Nurses at three hospitals in Velmark walked out on Monday. The Nurses’ Union said that its members "
            "had not had a rise for four years. The Health Ministry said talks would resume next week. “The offer "
            "is fair and it is final,” said Health Minister Tomas Grell. A doctor on the scene said that two "
            "wards had been closed. The owner of a nearby café, Lise Brandt, said she would give the strikers "
            "free soup."
        ),
    ),
    (
        "drones",
        "2025-03-05",
        "Velmara Wire",
        (
            "Russia's Defence Ministry said that its forces shot down 40 drones overnight. The United Nations "
            "said that the attacks broke international law. A spokesman for the Ukrainian air force said that "
            "eight drones had reached the capital. Norway’s finance minister, Trygve Hauge, said that the fund "
            "would sell its shares in arms makers. The Kremlin denied that any civilians had been hit."
        ),
    ),
    (
        "merger",
        "2025-03-08",
        "Financial Post",
        (
            "Tessaro Motors said it would buy the battery maker Zellwerk for 2bn crowns. “This deal makes us the "
            "largest in Europe,” the company's chief executive, Ines Falk, told reporters. Zurich Financial, "
            "which owns a tenth of Zellwerk, said the price was too low. Analysts at the bank Corvin said that "
            "regulators would take a year. The Treasury dismissed the fears as “complete rubbish”. New tariffs on "
            "batteries take effect in May. The Trade Council called them unjustified."
        ),
    ),
    (
        "fire",
        "2025-03-09",
        "Fort Wells Star",
        (
            "Fort Wells Police Department said that a man of 34 had been arrested after the fire at the hotel. "
            "Lara Van Der Fort, a guest, escaped through a window. “I heard glass and I ran,” she said. Fire "
            "chief Dale Hutton said the flames were out within an hour. The hotel's owner said that the building "
            "was insured."
        ),
    ),
    (
        "yard",
        "2025-03-11",
        "Ostrel Courier",
        (
            "John Smither Sr. founded the yard in 1961. “I only ever wanted ships,” said John Smither Sr. at the "
            "party. John Smither Jr. took over ten years ago. “I never wanted ships,” said John Smither Jr. with "
            "a smile."
        ),
    ),
    (
        "mill",
        "2025-03-12",
        "The Northern Ledger",
        (
            "Ewen Jarvis said the tax would close the paper mill. Sten Jarvis said the tax was the cheapest way "
            "to cut emissions. The energy regulator said that no decision had been taken."
        ),
    ),
    (
        "throne",
        "2025-03-14",
        "The Morning Standard",
        (
            "Prime Minister Liz Garrick said that the country had lost a friend. Queen Elizabeth opened the "
            "bridge in 1975. The BBC reported that the funeral would be held on Friday. Pope Franz said that he "
            "would pray for the family. “Be kind to one another,” the pope said."
        ),
    ),
    (
        "mine",
        "2025-03-15",
        "Lagos Herald",
        (
            "The Minister of Mines, Alhaji Musa Danladi, said that illegal pits would be filled. The Nigeria "
            "Labour Congress said the ministry had acted too late. Governor Ngozi Eze said that 12 families had "
            "lost their homes. “We buried our sons with our own hands,” said a resident, Chidi Okoro."
        ),
    ),
    (
        "row",
        "2025-03-16",
        "Showbiz Daily",
        (
            "Mara Quill's first albums were released by Tall Harbour, which was bought by the manager Scott "
            "Brandt. Quill said in a post that he had shouted at her for years. Tall Harbour said that it had always "
            "treated her fairly. Brandt has denied the claims."
        ),
    ),
    (
        "school",
        "2025-03-18",
        "Deccan Sentinel",
        (
            "The Supreme Court ruled on Thursday that the school must reopen. The court said that no child may be "
            "turned away. Principal Meera Nair said that she was relieved. The education department said that it "
            "would study the order. Parents said that they had waited for two years."
        ),
    ),
    (
        "ferry",
        "2025-03-20",
        "Harbour Gazette",
        (
            "The captain of the ferry, Olav Strand, said that the engine failed at sea. The harbour police said that "
            "all 60 passengers were safe. Strand Lines said in a statement that the ferry would be repaired. A "
            "passenger said that the crew had stayed calm. Chancellor Karl Wend was on board but did not speak to "
            "reporters."
        ),
    ),
]


@dataclass(frozen=True, slots=True)
class SpeakerQuestion:
    """A question about a speaker, with words that must be quoted and the end of the name over them.

    Attributes:
        text: the question.
        words: words of the statement; empty if nobody is quoted.
        name: the name over the quote with these words.
        kind: ``person``, ``organisation`` or ``role``.
    """

    text: str
    words: str
    name: str
    kind: str


def _questions(kind: str, *rows: tuple[str, str, str]) -> list[SpeakerQuestion]:
    return [SpeakerQuestion(*row, kind) for row in rows]


QUESTIONS: Final = [
    *_questions(
        "person",
        ("what did Ada Pell say about the bridge", "would close in June", "Ada Pell"),
        ("what did Bertil Aune say about the detour", "cost him an hour", "Bertil Aune"),
        ("what did Aune say", "Nobody asked us", "Bertil Aune"),
        ("what did Tomas Grell say about the offer", "fair and it is final", "Tomas Grell"),
        ("what did Trygve Hauge say about the fund", "would sell its shares", "Trygve Hauge"),
        ("what did Ines Falk say about the deal", "largest in Europe", "Ines Falk"),
        ("what did Lara Van Der Fort say about the fire", "I heard glass", "Lara Van Der Fort"),
        ("what did Dale Hutton say about the flames", "out within an hour", "Dale Hutton"),
        ("what did John Smither Sr. say about ships", "I only ever wanted ships", "John Smither Sr"),
        ("what did John Smither Jr. say about ships", "I never wanted ships", "John Smither Jr."),
        ("what did Ewen Jarvis say about the tax", "would close the paper mill", "Ewen Jarvis"),
        ("what did Sten Jarvis say about the tax", "cheapest way", "Sten Jarvis"),
        ("what did Liz Garrick say", "had lost a friend", "Liz Garrick"),
        ("what did Pope Franz say", "pray for the family", "Franz"),
        ("what did Musa Danladi say about the pits", "would be filled", "Musa Danladi"),
        ("what did Ngozi Eze say about the families", "lost their homes", "Ngozi Eze"),
        ("what did Chidi Okoro say about his sons", "We buried our sons", "Chidi Okoro"),
        ("what did Mara Quill say about Scott Brandt", "had shouted at her for years", "Mara Quill"),
        ("what did Meera Nair say", "she was relieved", "Meera Nair"),
        ("what did Olav Strand say about the engine", "failed at sea", "Olav Strand"),
        ("what did Lise Brandt say about the strikers", "free soup", "Lise Brandt"),
    ),
    *_questions(
        "organisation",
        ("what did Ostrel City Council say about buses", "every ten minutes", "Council"),
        ("what did the Ostrel police say about traffic", "led through the harbour", "Police"),
        ("what did the Nurses' Union say about a rise", "for four years", "Union"),
        ("what did the health ministry say about talks", "would resume next week", "Ministry"),
        ("what did the Russian defense ministry say about drones", "shot down 40 drones", "Ministry"),
        ("what did the UN say about the attacks", "broke international law", "Nations"),
        ("what did the United Nations say about the attacks", "broke international law", "Nations"),
        ("what did the Ukrainian air force say about the drones", "eight drones had reached", "force"),
        ("what did the Kremlin say about civilians", "any civilians had been hit", "Kremlin"),
        ("what did Tessaro Motors say about Zellwerk", "would buy the battery maker", "Motors"),
        ("what did Zurich Financial say about the price", "was too low", "Financial"),
        ("what did the Trade Council say about the tariffs", "called them unjustified", "Council"),
        ("what did the Treasury say about the fears", "complete rubbish", "Treasury"),
        ("what did the Fort Wells police say about the fire", "had been arrested", "Department"),
        ("what did the Fort Wells police confirm about the arrest", "had been arrested", "Department"),
        ("what did the energy regulator say", "no decision had been taken", "regulator"),
        ("what did the Nigeria Labour Congress say about the ministry", "too late", "Congress"),
        ("what did the Nigerian Labor Congress say about the ministry", "too late", "Congress"),
        ("what did Tall Harbour say about Quill", "always treated her fairly", "Harbour"),
        ("what did the Supreme Court say about the child", "no child may be turned away", "court"),
        ("what did the education department say about the order", "would study the order", "department"),
        ("what did the harbour police say about the passengers", "were safe", "police"),
        ("what did Strand Lines say about the ferry", "would be repaired", "Lines"),
    ),
    *_questions(
        "role",
        ("what did the mayor of Ostrel say about the bridge", "would close in June", "Ada Pell"),
        ("what did Ostrel's mayor say about the bridge", "would close in June", "Ada Pell"),
        ("what did the lorry driver say about the detour", "cost him an hour", "Bertil Aune"),
        ("what did the health minister say about the offer", "fair and it is final", "Tomas Grell"),
        ("what did a doctor on the scene say about the wards", "had been closed", "doctor on the scene"),
        ("what did the owner of the café say about the strikers", "free soup", "Lise Brandt"),
        ("what did the café's owner say about the strikers", "free soup", "Lise Brandt"),
        ("what did Norway's finance minister say about the fund", "would sell its shares", "Trygve Hauge"),
        ("what did the Norwegian finance minister say about arms makers", "would sell its shares", "Trygve Hauge"),
        ("what did the CEO of Tessaro Motors say about the deal", "largest in Europe", "Ines Falk"),
        ("what did the company's chief executive say about the deal", "largest in Europe", "Ines Falk"),
        ("what did the fire chief say about the flames", "out within an hour", "Dale Hutton"),
        ("what did the hotel's owner say about the building", "was insured", "owner"),
        ("what did the prime minister say", "had lost a friend", "Liz Garrick"),
        ("what did the pope say", "Be kind to one another", "Franz"),
        ("what did the minister of mines say about the pits", "would be filled", "Musa Danladi"),
        ("what did the principal say", "she was relieved", "Meera Nair"),
        ("what did the captain of the ferry say about the engine", "failed at sea", "Olav Strand"),
        ("what did a passenger say about the crew", "stayed calm", "passenger"),
    ),
]
