"""The lexicon of cues: words for saying, thinking and wanting, with the position of their content.

The verbs follow the literature on reporting verbs. They were checked against the classes of VerbNet 3.4 (University of
Colorado) for communication: transfer of a message, tell, manner of speaking, instrument of communication, talk, say,
complain, advise, confess, lecture, overstate and promise (37), urge, beg and order (58), declare, conjecture,
characterize and dub (29), judgment (33), estimate (34), indicate (78) and respond (113). Words that are rare in news,
or usually report something else, were left out. The frames were checked against news articles. They are letters:

    c  the content is a clause: "said that taxes rise", "“Taxes rise,” he said"
    q  the content is a quotation: "“No,” he laughed"
    i  the content is an infinitive with the object before it: "promised to resign", "urged them to vote"
    o  the content is the object with its dependents: "praised the deal", "accused her of lying"
"""

from typing import Final

from index.language.names.spelling import word_set


def _by_verb(**frames: str) -> dict[str, str]:
    """Return the frames of each verb, given the verbs of each frame."""
    frames_by_verb: dict[str, str] = {}
    for letter, verbs in frames.items():
        for verb in verbs.split():
            frames_by_verb[verb] = frames_by_verb.get(verb, "") + letter
    return frames_by_verb


VERBS: Final[dict[str, str]] = _by_verb(
    c="""
        accord acknowledge acquaint add admit admonish advise affirm agree allege allude announce answer apprise
        argue articulate ask assert assume assure attest aver avow beg believe bemoan beseech bluster boast brag
        brief caution chant charge cite claim clarify comment communicate complain concede conclude confess
        confide confirm conjecture consider contend continue convey corroborate counsel counter deadpan debate
        decide declare decry demand demonstrate denounce deny describe detail determine disclose discuss dispute
        divulge doubt downplay echo elaborate emphasise emphasize enthuse estimate exclaim expect explain
        expound express fear feel find forecast foresee fume gloat guess hail hint hop hope hypothesise
        hypothesize illustrate imagine implore imply indicate infer inform insinuate insist instruct interject
        intimate intone joke lament leak lecture maintain message moralise moralize mumble muse mutter narrate
        note notify observe opine order overstate persist persuade plead pledge pontificate posit post postulate
        preach predict presume proclaim profess project promise pronounce propose protest question quip quote
        rant rave read reaffirm realise realize reason rebut recall recap reckon recognise recognize recollect
        recommend recount regret reiterate rejoin relate relay release remark remind repeat reply report request
        respond retort reveal rule say scoff scold scream shout show signal snap sneer speculate state stipulate
        stress suggest summarise summarize surmise suspect swear tell testify theorise theorize think threaten
        tout trumpet tweet underline underscore understand update venture vocalise vocalize vociferate volunteer
        vow warn whisper wonder worry write yell""",
    q="""
        babble bark bawl beam begin bellow blare bleat blubber blurt boom bray burble cackle charge cheer chide
        chime chirp chortle chuckle continue coo crack croak croon crow cry demur drawl drone email enquire
        exhort gasp gibe go gripe groan grouse growl grumble grunt gush hiss holler hoot howl huff inquire
        interrupt intone jeer jest jibe laugh lie moan mock mouth nod offer pontificate preach press purr put
        quaver rasp rave react read recite rhapsodise rhapsodize roar rumble sang scold screech shoot shriek
        sigh sign sing smile snarl sob spit splutter spout squall squawk squeak squeal stammer start stutter
        taunt tease text thunder trill urge utter vent wail warble wheeze whimper whine whoop wisecrack yammer
        yelp""",
    i="""
        agree aim ask beg beseech call challenge claim dare decline demand encourage exhort expect hop hope
        implore instruct intend like offer order persuade plan plead pledge prefer promise propose refuse
        request swear tell threaten urge vote vow want""",
    o="""
        acclaim accuse acknowledge admit admonish affirm allege announce applaud argue assail badmouth bash
        bemoan berate blame blast brand call castigate caution censure characterise characterize chastise chide
        cite claim clarify commend complain compliment condemn condone confirm congratulate consider convey
        criticise criticize decry deem defame defend demand denigrate denounce deny deplore deprecate deride
        describe disavow disclose discuss dismiss disparage dispute divulge downplay dub echo emphasise
        emphasize endorse estimate eulogise eulogize excoriate exhort expect express extol fault favor favour
        float forecast foresee glorify hail hammer highlight impugn insult invoke label lambast lambaste lament
        lampoon laud liken list malign mention misrepresent mock mourn nickname note oppose outline overstate
        pledge portray praise predict prefer proclaim project promise promote propose question reaffirm rebuke
        rebut recall recognise recognize recommend recount reference refuse regret reiterate reject remember
        repeat report reproach repudiate reveal revile ridicule rip rule salute satirise satirize savage say
        scold scorn show slam slander state stigmatise stigmatize stipulate stress suggest summarise summarize
        tag thank tout trash trumpet upbraid urge vilify vouch warn welcome""",
)
VERBS.update(
    {
        "point out": "co",
        "fire back": "c",
        "hit back": "c",
        "shoot back": "c",
        "chime in": "q",
        "cry out": "q",
        "blurt out": "q",
        "call out": "o",
        "lay out": "o",
        "spell out": "o",
        "go on": "q",
    }
)

# Verbs with content in the object of a preposition.
PREPOSITIONS: Final[dict[str, frozenset[str]]] = {
    verb: word_set(prepositions)
    for verb, prepositions in {
        "call": "for on",
        "warn": "of about against",
        "speak": "of about against",
        "talk": "about of",
        "refer": "to",
        "point": "to",
        "complain": "about of",
        "boast": "about of",
        "brag": "about of",
        "comment": "on about",
        "apologize": "for",
        "apologise": "for",
        "rail": "against about",
        "argue": "for against",
        "plead": "for",
        "ask": "about for",
        "joke": "about",
        "rant": "about",
        "lie": "about",
        "object": "to",
        "hint": "at",
        "allude": "to",
        "tell": "of about",
        "accuse": "of",
        "worry": "about",
        "testify": "about to",
        "elaborate": "on",
        "vouch": "for",
        "lash": "at",
        "inquire": "about",
        "wonder": "about",
        "disagree": "with",
        "agree": "with on",
        "think": "of about",
        "lobby": "for",
        "advocate": "for",
        "push": "for",
        "insist": "on",
        "write": "of",
        "tweet": "about",
        "say": "of about",
        "criticize": "for as",
        "criticise": "for as",
        "respond": "to",
        "hit": "for",
        "muse": "about",
        "caution": "against about",
        "remind": "about",
        "praise": "for as",
        "portray": "as",
        "inform": "of",
        "denounce": "as",
        "attack": "for over",
        "confess": "to",
    }.items()
}

# Nouns that can govern content: "her claim that …", "a promise to …".
NOUNS: Final = word_set("""
    accusation admission allegation announcement apology argument assertion assessment assurance belief claim
    comment complaint conclusion confession contention conviction concern declaration demand denial description
    expectation explanation fear forecast hint hope idea insistence insinuation message notion objection opinion
    pledge plea prediction promise proposal protest question reassurance recommendation refusal remark reminder
    report request rumor rumour statement story suggestion suspicion testimony theory threat tweet view vow warning
    word worry desire decision offer letter speech post memo
""")
# Nouns with content in the object of a preposition. They need a source: "criticism from", "their support for".
NOUNS_OF: Final[dict[str, frozenset[str]]] = {
    noun: word_set(prepositions)
    for noun, prepositions in {
        "criticism": "of on",
        "call": "for",
        "complaint": "about",
        "support": "for",
        "opposition": "to",
        "praise": "for",
        "endorsement": "of",
        "view": "of on",
        "comment": "about on",
        "question": "about",
        "concern": "about over",
        "claim": "of",
        "warning": "of about",
        "description": "of",
        "denial": "of",
        "allegation": "of",
        "accusation": "of",
        "assessment": "of",
        "demand": "for",
        "condemnation": "of",
        "defense": "of",
        "promise": "of",
        "threat": "of",
        "prediction": "of",
        "joke": "about",
        "mention": "of",
        "announcement": "of",
        "testimony": "about",
        "rejection": "of",
        "hint": "of",
        "chant": "of",
        "attack": "against",
        "proposal": "for",
        "remark": "about",
        "thought": "on",
        "statement": "about",
        "reference": "to",
        "opinion": "on",
        "hope": "for",
        "explanation": "of",
        "declaration": "of",
        "argument": "about",
        "message": "of",
        "request": "for",
    }.items()
}

ADJECTIVES: Final = word_set("""
    confident sure certain convinced aware afraid concerned worried hopeful optimistic pessimistic skeptical sceptical
    clear proud glad happy adamant doubtful disappointed sorry surprised unaware unsure uncertain fearful grateful
""")

# Verbs of thought. They rarely follow their content with the subject last.
MENTAL: Final = word_set("""
    know understand think believe feel hope hop expect assume doubt fear worry imagine guess presume show find
""")
# Verbs that govern a that-clause which names an effect, not content.
CAUSING: Final = word_set("""
    allow be bear become cause do drive ensure get give happen have help keep let make mean prevent prove require see
    spend take turn
""")
# Verbs of naming. Their two objects are the person or thing and the name.
NAMING: Final = word_set("call dub deem brand label")
# Verbs of description, with "as": "which he described as cruel".
DESCRIBING: Final = word_set("""
    characterise characterize condemn decry denounce depict describe dismiss hail portray praise
""")
# Verbs that take the addressee as their object.
ADDRESSING: Final = word_set("tell ask remind inform assure warn advise text email")
# Verbs for acts with a result. Before the act, "will decide if …", they report no speech.
DECIDING: Final = word_set("consider decide determine dismiss examine find reject repeal rule")
# Verbs that always report speech.
SAYING: Final = word_set("""
    acknowledge add admit affirm allege announce answer argue ask assert aver claim comment complain concede confess
    confirm contend counter declare deny disclose exclaim explain inform insist maintain mention note observe proclaim
    promise recount reiterate remark remind repeat reply respond retort reveal say shout state stress suggest tell
    testify tweet vow warn whisper write
""")
# Verbs that pass on the words of their object, and verbs that show a person who speaks.
QUOTING: Final = word_set("quote cite")
SHOWING: Final = word_set("show see hear film record overhear catch")
# News outlets, which pass on the words of others. Names of outlets often contain one of the words.
CARRIERS: Final = word_set("""
    agency afp ansa ap bbc bloomberg broadcaster broadcasting bulletin channel chronicle cnn daily dispatch dpa gazette
    guardian herald independent interfax itar-tass journal kyodo magazine mail media mirror network news newspaper
    newswire observer outlet paper post press pti radio reuters ria site station sun tabloid tass telegraph television
    times tribune tv website weekly xinhua yonhap
""")
# Verbs that take as object a person who should act or answer, or a person's words or character.
URGING: Final = word_set("""
    urge press pressure push question quiz challenge call describe name dub label brand quote cite invite order
    instruct implore beg beseech encourage exhort praise condemn rebuke counsel contact reach approach confront
    interview
""")
# Verbs of feeling. Their passive describes the person who feels: "Berg was convinced that …".
FEELING: Final = word_set("""
    convince persuade anger concern worry disappoint delight surprise please amaze annoy shock sadden outrage
    reassure encourage determine
""")
# Verbs that take the person blamed as their object: "accused of lying".
BLAMING: Final = word_set("accuse blame charge convict indict suspect criticise criticize")
# Verbs that take a noun of speech as their object: "issued a warning that".
GIVING: Final = word_set(
    "make issue have give offer express voice raise release repeat deliver send reiterate share hold follow"
)
# Words that open a subordinate clause.
SUBORDINATORS: Final = word_set(
    "when while though although as after before because since if once until even whenever based"
)
# Occasions of speaking, as in "in an interview", "at a rally".
OCCASIONS: Final = word_set("""
    address appearance briefing column conference convention debate email event facebook filing forum hearing instagram
    interview letter meeting memo morning op-ed panel podcast post program programme radio rally remark ruling show
    speech stage statement stop television testimony tv tweet twitter
""")
# Things with words in them, which somebody writes, sends or holds: "sent out a press release saying …".
MEDIA: Final = word_set("""
    ad advert advertisement article banner bill blog book booklet brief commercial editorial essay leaflet manifesto
    motion note op-ed paper petition placard plaque poster press release report resolution sign song text video
""")
# Words in capitals before a colon that are no speakers.
LABELS: Final = word_set(
    "UPDATE UPDATED CORRECTION CLARIFICATION NOTE BYLINE VIDEO PHOTO PHOTOS LOOK WATCH READ RELATED SOURCE EXCLUSIVE "
    "BREAKING POLL OPINION ANALYSIS LIVE MORE"
)
