"""Well-known organisations with names that show neither that they are organisations nor of which kind."""

from typing import Final

from index.language.names.spelling import normalize_name

_NAMES: Final = {
    "company": """
        google, facebook, instagram, whatsapp, twitter, tiktok, bytedance, meta, apple, microsoft, amazon, netflix,
        tesla, spacex, uber, lyft, airbnb, boeing, airbus, toyota, honda, nissan, hyundai, volkswagen, bmw, renault,
        peugeot, stellantis, samsung, huawei, xiaomi, alibaba, tencent, baidu, walmart, costco, starbucks,
        mcdonalds, burger king, kfc, nike, adidas, gucci, louis vuitton, ikea, gazprom, rosneft, lukoil, aramco,
        saudi aramco, petrobras, shell, bp, exxonmobil, exxon, chevron, totalenergies, glencore, rio tinto, bhp,
        barclays, hsbc, lloyds, natwest, santander, goldman sachs, morgan stanley, jpmorgan, jp morgan, jpmorgan chase,
        wells fargo, citigroup, credit suisse, ubs, blackrock, berkshire hathaway, eskom, transnet,
        telstra, optus, qantas, ryanair, easyjet, lufthansa, tesco, sainsburys, asda, aldi, lidl, waitrose,
        marks spencer, nintendo, sony, spotify, paypal, mastercard, verizon, comcast, disney, walt disney,
        pfizer, moderna, astrazeneca, biontech, novartis, roche, bayer, sanofi, merck, eli lilly, johnson johnson,
        novo nordisk, siemens, bosch, nokia, ericsson, intel, nvidia, qualcomm, ibm, cisco, openai, anthropic,
        deepmind, reddit, snapchat, pinterest, linkedin, youtube, adani, infosys,
        flipkart, safaricom, vodafone, unilever, nestle, danone, heineken, pepsico, coca cola, procter gamble, deloitte,
        kpmg, pwc, ernst young, mckinsey, bloomberg lp, moodys, standard poors, lockheed martin,
        raytheon, northrop grumman, rolls royce, foxconn, tsmc, evergrande
    """,
    "outlet": """
        reuters, agence france presse, associated press, xinhua, yonhap, kyodo, tass, interfax, ria novosti, tasnim,
        irna, isna, anadolu, ansa, dpa, efe, bernama, antara, politico, axios, buzzfeed, tmz,
        breitbart, huffpost, gleaner, wikileaks, bellingcat, mediapart, propublica, rnz, ynet
    """,
    "broadcaster": "al jazeera, al arabiya, fox news, sky news, cnn, bbc, nhk, npr, pbs, msnbc, globo, televisa",
    "newspaper": """
        le monde, le figaro, der spiegel, die zeit, bild, el pais, el mundo, la repubblica, corriere della sera,
        haaretz, maariv, asharq al awsat, asahi shimbun, dagens nyheter, aftonbladet, expressen, svenska dagbladet
    """,
    "agency": """
        unicef, unesco, interpol, europol, eurostat, ofcom, ofsted, ofgem, nasa, cern, mossad, shin bet,
        magen david adom, mi5, mi6, gchq, nhs, cdc, fda, fema, frontex, paho, fbi, cia, nsa, epa, faa, ntsb, osha, irs,
        fcc, ftc, dea, atf, tsa, iaea, esa, who
    """,
    "charity": """
        oxfam, greenpeace, amnesty, unhcr, medecins sans frontieres, mercy corps, barnardos, wwf, peta, aclu, naacp,
        planned parenthood, black lives matter
    """,
    "pollster": "gallup, yougov, ipsos, ipsos mori, quinnipiac, rasmussen, nielsen, morning consult, savanta",
    "party": """
        likud, fatah, sinn fein, fine gael, fianna fail, plaid cymru, syriza, fidesz, podemos, bharatiya janata, bjp,
        anc, zanu pf, cdu, csu, afd, snp, dup, gop, yesh atid, shas
    """,
    "army": """
        taliban, hamas, hezbollah, isis, islamic state, islamic jihad, boko haram, al shabaab, al qaeda, houthis, farc,
        eln, idf
    """,
    "bloc": "nato, asean, ecowas, caricom, opec, mercosur, european union, african union, eu",
    "association": "un, united nations, fifa, uefa, imf, nra, ioc",
    "league": "nba, nfl, mlb, nhl, mls, ufc, wwe",
}
_GROUPS: Final = {
    name: group for group, names in _NAMES.items() for name in (normalize_name(one) for one in names.split(","))
}


def known_group(name: str) -> str | None:
    """Return the group of a well-known organisation, given its normalized name, or None for any other name."""
    return _GROUPS.get(name)
