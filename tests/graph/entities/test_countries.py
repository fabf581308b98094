"""Every state by its name, its adjective, its government and its capital: in an article's roles, and in the graph."""

from __future__ import annotations

import pytest
import spacy
from babel import Locale
from support.articles import document, speaker, triple

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.lexicon import countries, normalise
from onrecord.extract.names import resolve
from onrecord.extract.parsing.parse import Parse
from onrecord.extract.parsing.pipeline import PIPELINE
from onrecord.extract.triple import EntityType
from onrecord.graph import Store, lookups
from onrecord.graph.filters import Filters

# The 193 members of the United Nations and its two observers, and those whose statehood is disputed: the name, the
# adjective as newspapers write it, the capital (none where its name is better known as something else).
STATES = [
    tuple(part.strip() for part in line.split("|"))
    for line in """
AF | Afghanistan | Afghan | Kabul
AL | Albania | Albanian | Tirana
DZ | Algeria | Algerian | Algiers
AD | Andorra | Andorran | Andorra la Vella
AO | Angola | Angolan | Luanda
AG | Antigua and Barbuda | Antiguan |
AR | Argentina | Argentine | Buenos Aires
AM | Armenia | Armenian | Yerevan
AU | Australia | Australian | Canberra
AT | Austria | Austrian | Vienna
AZ | Azerbaijan | Azerbaijani | Baku
BS | the Bahamas | Bahamian | Nassau
BH | Bahrain | Bahraini | Manama
BD | Bangladesh | Bangladeshi | Dhaka
BB | Barbados | Barbadian | Bridgetown
BY | Belarus | Belarusian | Minsk
BE | Belgium | Belgian | Brussels
BZ | Belize | Belizean | Belmopan
BJ | Benin | Beninese | Porto-Novo
BT | Bhutan | Bhutanese | Thimphu
BO | Bolivia | Bolivian | La Paz
BA | Bosnia | Bosnian | Sarajevo
BW | Botswana | Botswanan | Gaborone
BR | Brazil | Brazilian | Brasília
BN | Brunei | Bruneian | Bandar Seri Begawan
BG | Bulgaria | Bulgarian | Sofia
BF | Burkina Faso | Burkinabe | Ouagadougou
BI | Burundi | Burundian | Gitega
CV | Cape Verde | Cape Verdean | Praia
KH | Cambodia | Cambodian | Phnom Penh
CM | Cameroon | Cameroonian | Yaoundé
CA | Canada | Canadian | Ottawa
CF | the Central African Republic | Central African | Bangui
TD | Chad | Chadian | N’Djamena
CL | Chile | Chilean | Santiago
CN | China | Chinese | Beijing
CO | Colombia | Colombian | Bogotá
KM | the Comoros | Comorian | Moroni
CG | the Republic of Congo | | Brazzaville
CD | the Democratic Republic of Congo | Congolese | Kinshasa
CR | Costa Rica | Costa Rican | San José
CI | Ivory Coast | Ivorian | Abidjan
HR | Croatia | Croatian | Zagreb
CU | Cuba | Cuban | Havana
CY | Cyprus | Cypriot | Nicosia
CZ | the Czech Republic | Czech | Prague
DK | Denmark | Danish | Copenhagen
DJ | Djibouti | Djiboutian |
DM | Dominica | | Roseau
DO | the Dominican Republic | Dominican | Santo Domingo
TL | East Timor | East Timorese | Dili
EC | Ecuador | Ecuadorian | Quito
EG | Egypt | Egyptian | Cairo
SV | El Salvador | Salvadoran | San Salvador
GQ | Equatorial Guinea | Equatorial Guinean | Malabo
ER | Eritrea | Eritrean | Asmara
EE | Estonia | Estonian | Tallinn
SZ | Eswatini | Swazi | Mbabane
ET | Ethiopia | Ethiopian | Addis Ababa
FJ | Fiji | Fijian | Suva
FI | Finland | Finnish | Helsinki
FR | France | French | Paris
GA | Gabon | Gabonese | Libreville
GM | the Gambia | Gambian | Banjul
GE | Georgia | Georgian | Tbilisi
DE | Germany | German | Berlin
GH | Ghana | Ghanaian | Accra
GR | Greece | Greek | Athens
GD | Grenada | Grenadian |
GT | Guatemala | Guatemalan | Guatemala City
GN | Guinea | Guinean | Conakry
GW | Guinea-Bissau | Bissau-Guinean | Bissau
GY | Guyana | Guyanese | Georgetown
HT | Haiti | Haitian | Port-au-Prince
HN | Honduras | Honduran | Tegucigalpa
HU | Hungary | Hungarian | Budapest
IS | Iceland | Icelandic | Reykjavik
IN | India | Indian | New Delhi
ID | Indonesia | Indonesian | Jakarta
IR | Iran | Iranian | Tehran
IQ | Iraq | Iraqi | Baghdad
IE | Ireland | Irish | Dublin
IL | Israel | Israeli | Jerusalem
IT | Italy | Italian | Rome
JM | Jamaica | Jamaican | Kingston
JP | Japan | Japanese | Tokyo
JO | Jordan | Jordanian | Amman
KZ | Kazakhstan | Kazakh | Astana
KE | Kenya | Kenyan | Nairobi
KI | Kiribati | I-Kiribati | Tarawa
KP | North Korea | North Korean | Pyongyang
KR | South Korea | South Korean | Seoul
KW | Kuwait | Kuwaiti | Kuwait City
KG | Kyrgyzstan | Kyrgyz | Bishkek
LA | Laos | Laotian | Vientiane
LV | Latvia | Latvian | Riga
LB | Lebanon | Lebanese | Beirut
LS | Lesotho | Basotho | Maseru
LR | Liberia | Liberian | Monrovia
LY | Libya | Libyan | Tripoli
LI | Liechtenstein | Liechtensteiner | Vaduz
LT | Lithuania | Lithuanian | Vilnius
LU | Luxembourg | Luxembourgish |
MG | Madagascar | Malagasy | Antananarivo
MW | Malawi | Malawian | Lilongwe
MY | Malaysia | Malaysian | Kuala Lumpur
MV | the Maldives | Maldivian |
ML | Mali | Malian | Bamako
MT | Malta | Maltese | Valletta
MH | the Marshall Islands | Marshallese | Majuro
MR | Mauritania | Mauritanian | Nouakchott
MU | Mauritius | Mauritian | Port Louis
MX | Mexico | Mexican | Mexico City
FM | Micronesia | Micronesian | Palikir
MD | Moldova | Moldovan | Chisinau
MC | Monaco | Monegasque |
MN | Mongolia | Mongolian | Ulan Bator
ME | Montenegro | Montenegrin | Podgorica
MA | Morocco | Moroccan | Rabat
MZ | Mozambique | Mozambican | Maputo
MM | Myanmar | Burmese | Naypyidaw
NA | Namibia | Namibian | Windhoek
NR | Nauru | Nauruan | Yaren
NP | Nepal | Nepali | Kathmandu
NL | the Netherlands | Dutch | The Hague
NZ | New Zealand | New Zealand | Wellington
NI | Nicaragua | Nicaraguan | Managua
NE | Niger | Nigerien | Niamey
NG | Nigeria | Nigerian | Abuja
MK | North Macedonia | Macedonian | Skopje
NO | Norway | Norwegian | Oslo
OM | Oman | Omani | Muscat
PK | Pakistan | Pakistani | Islamabad
PW | Palau | Palauan | Ngerulmud
PS | Palestine | Palestinian | Ramallah
PA | Panama | Panamanian | Panama City
PG | Papua New Guinea | Papua New Guinean | Port Moresby
PY | Paraguay | Paraguayan | Asunción
PE | Peru | Peruvian | Lima
PH | the Philippines | Philippine | Manila
PL | Poland | Polish | Warsaw
PT | Portugal | Portuguese | Lisbon
QA | Qatar | Qatari | Doha
RO | Romania | Romanian | Bucharest
RU | Russia | Russian | Moscow
RW | Rwanda | Rwandan | Kigali
KN | St Kitts and Nevis | Kittitian | Basseterre
LC | St Lucia | St Lucian | Castries
VC | St Vincent and the Grenadines | Vincentian | Kingstown
WS | Samoa | Samoan | Apia
SM | San Marino | Sammarinese |
ST | São Tomé and Príncipe | São Toméan |
SA | Saudi Arabia | Saudi | Riyadh
SN | Senegal | Senegalese | Dakar
RS | Serbia | Serbian | Belgrade
SC | the Seychelles | Seychellois |
SL | Sierra Leone | Sierra Leonean | Freetown
SG | Singapore | Singaporean |
SK | Slovakia | Slovak | Bratislava
SI | Slovenia | Slovenian | Ljubljana
SB | the Solomon Islands | Solomon Islands | Honiara
SO | Somalia | Somali | Mogadishu
ZA | South Africa | South African | Pretoria
SS | South Sudan | South Sudanese | Juba
ES | Spain | Spanish | Madrid
LK | Sri Lanka | Sri Lankan | Colombo
SD | Sudan | Sudanese | Khartoum
SR | Suriname | Surinamese | Paramaribo
SE | Sweden | Swedish | Stockholm
CH | Switzerland | Swiss | Bern
SY | Syria | Syrian | Damascus
TJ | Tajikistan | Tajik | Dushanbe
TZ | Tanzania | Tanzanian | Dodoma
TH | Thailand | Thai | Bangkok
TG | Togo | Togolese | Lomé
TO | Tonga | Tongan | Nuku’alofa
TT | Trinidad and Tobago | Trinidadian | Port of Spain
TN | Tunisia | Tunisian | Tunis
TR | Turkey | Turkish | Ankara
TM | Turkmenistan | Turkmen | Ashgabat
TV | Tuvalu | Tuvaluan | Funafuti
UG | Uganda | Ugandan | Kampala
UA | Ukraine | Ukrainian | Kyiv
AE | the United Arab Emirates | Emirati | Abu Dhabi
GB | the United Kingdom | British | London
US | the United States | American | Washington
UY | Uruguay | Uruguayan | Montevideo
UZ | Uzbekistan | Uzbek | Tashkent
VU | Vanuatu | Vanuatuan | Port Vila
VA | the Vatican | Vatican |
VE | Venezuela | Venezuelan | Caracas
VN | Vietnam | Vietnamese | Hanoi
YE | Yemen | Yemeni | Sanaa
ZM | Zambia | Zambian | Lusaka
ZW | Zimbabwe | Zimbabwean | Harare
XK | Kosovo | Kosovar | Pristina
TW | Taiwan | Taiwanese | Taipei
EH | Western Sahara | Sahrawi | Laayoune
northern-cyprus | Northern Cyprus | Turkish Cypriot | North Nicosia
somaliland | Somaliland | Somaliland | Hargeisa
abkhazia | Abkhazia | Abkhaz | Sukhumi
south-ossetia | South Ossetia | South Ossetian | Tskhinvali
transnistria | Transnistria | Transnistrian | Tiraspol
""".strip().splitlines()
]
IDS = [code for code, *_ in STATES]


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    return spacy.load(PIPELINE)


def speakers_of(nlp: spacy.language.Language, text: str, *said: str) -> list[str]:
    """Who each of these phrases is, as the source of what is said after it."""
    attributions = []
    for phrase in said:
        start = text.index(phrase)
        cue = text.index(" said", start) + 1
        stop = text.index(".", cue)
        attributions.append(Attribution(((start, start + len(phrase)),), ((cue, cue + 4),), ((cue + 5, stop),)))
    return [found.speaker.name if found.speaker else "" for found in resolve(Parse(nlp(text)), attributions)]


def test_all_states_are_there() -> None:
    assert len(STATES) == 195 + 8
    assert len(set(IDS)) == len(STATES)


@pytest.mark.parametrize(("code", "name", "adjective", "capital"), STATES, ids=IDS)
def test_words(code: str, name: str, adjective: str, capital: str) -> None:
    assert countries.named(name) == code
    if adjective:
        assert countries.words()[normalise(adjective)] == code
        assert countries.country_of(normalise(f"the {adjective} Foreign Ministry")) == code
    if capital:
        assert countries.country_of(normalise(capital)) == code
    for government in (
        f"{name}'s government",
        f"{name}’s government",
        f"the government of {name}",
        f"{name} authorities",
    ):
        assert countries.country_of(normalise(government)) == code


@pytest.mark.parametrize(("code", "name", "adjective", "capital"), STATES, ids=IDS)
def test_ministers_of_two_countries(
    nlp: spacy.language.Language, code: str, name: str, adjective: str, capital: str
) -> None:
    """The minister of one country never speaks for the minister of another."""
    other, others = ("Norway", "Norwegian") if code == "CL" else ("Chile", "Chilean")
    said = f"The {adjective or name} minister", f"The {others} minister"
    text = (
        f"Asha Rao, the foreign minister of {name}, met Dario Bel, the foreign minister of {other}, on Monday. "
        f"{said[0]} said that the talks would go on. {said[1]} said that they had failed."
    )
    assert speakers_of(nlp, text, *said) == ["Asha Rao", "Dario Bel"]


def test_stand_ins(store: Store) -> None:
    """What stands for each state is found by its name: its government, in three ways, and its capital."""
    batches = []
    for code, name, adjective, capital in STATES:
        sources: list[tuple[str, EntityType, bool]] = [
            (name, "place", True),
            (f"{name}'s government", "organization", False),
        ]
        sources += [(f"government of {name}", "organization", False), (capital, "place", True)]
        sources += [(f"{adjective} Foreign Ministry", "organization", True)] if adjective else []
        for number, (who, type, named) in enumerate(source for source in sources if source[0]):
            text = document(f"{who} said claim {number} of {code}.", f"{code}-{number}")
            batches.append((text, [triple(text, speaker(who, type=type, named=named), f"claim {number} of {code}")]))
    list(store.load(batches))
    for code, name, adjective, capital in STATES:
        number = 3 + bool(capital) + bool(adjective)
        found = {each.claim for each in lookups.said(store, name, filters=Filters(limit=100))}
        assert found == {f"claim {each} of {code}" for each in range(number)}, name


def test_names_of_one_country_are_one_entity(store: Store) -> None:
    names = ["US", "U.S.", "USA", "America", "United States"]
    articles = [(document(f"{name} said that {i}.", str(i)), name, f"that {i}") for i, name in enumerate(names)]
    list(store.load([(text, [triple(text, speaker(name, type="place"), claim)]) for text, name, claim in articles]))
    for name in (*names, "United States of America", "the United States", "place:united states"):
        assert len(lookups.said(store, name)) == len(names), name


def test_a_person_is_no_country(store: Store) -> None:
    people: list[tuple[str, EntityType, str]] = [("Jordan", "person", "that one"), ("Jordan", "place", "that two")]
    texts = [(document(f"{name} said {claim}.", claim), name, type, claim) for name, type, claim in people]
    list(store.load([(text, [triple(text, speaker(name, type=type), claim)]) for text, name, type, claim in texts]))
    text = document("Amman said that three.", "three")
    list(store.load([(text, [triple(text, speaker("Amman", type="place"), "that three")])]))
    assert {each.name for each in lookups.find(store, "Jordan")} == {"Jordan"}


@pytest.mark.parametrize("locale", ["en", "en_GB"])
def test_the_unicode_cldr_knows_no_name_that_is_not_here(locale: str) -> None:
    """The CLDR is kept up to date: what countries are called there has to be found here, under the same code."""
    known = {code: name for code, name in Locale.parse(locale).territories.items() if code in countries.countries()}
    assert len(known) > 240
    by_two_names = {"CD": "Congo - Kinshasa", "CG": "Congo - Brazzaville", "MM": "Myanmar (Burma)"}
    missing = {code: name for code, name in known.items() if countries.named(name) != code}
    assert missing.items() <= by_two_names.items()


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Indian", "IN"), ("American", "US"), ("Dominican", "DO"), ("Congolese", "CD"), ("Chinese", "CN"),
        ("Congo", "CD"), ("French", "FR"), ("Swaziland", "SZ"), ("Burma", "MM"), ("Macedonia", "MK"),
        ("Côte d’Ivoire", "CI"), ("Cote d´Ivoire", "CI"), ("Türkiye", "TR"), ("Holy See", "VA"), ("Bosnia", "BA"),
        ("Democratic Republic of the Congo", "CD"), ("Korean", None), ("Channel Islander", None), ("Mann", None),
        ("Hamilton", None), ("Victoria", None), ("Island", None),
    ],
)  # fmt: skip
def test_words_of_several_countries(word: str, code: str | None) -> None:
    assert countries.words().get(normalise(word)) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kremlin", "RU"), ("White House", "US"), ("10 Downing Street", "GB"), ("Quai d’Orsay", "FR"),
        ("Ukrainian side", "UA"), ("US authorities", "US"), ("United States' government", "US"),
        ("Ministry of Foreign Affairs of Japan", "JP"), ("government", None), ("city government", None),
        ("Ana Ruiz", None), ("Bermuda government", None),
    ],
)  # fmt: skip
def test_what_stands_for_a_country(name: str, code: str | None) -> None:
    assert countries.country_of(normalise(name)) == code
