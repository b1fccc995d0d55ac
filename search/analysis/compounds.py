"""German and Dutch words made of others: `Sprachkurs` is a Kurs, `vluchtelingenkinderen` are kinderen.

Only words of the catalogue's field are known as parts, so that few words are cut that are none. A list of
its own rather than the words of the catalogue: a document must not change because another one did.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain

from search.analysis.folding import fold
from search.analysis.stemming import stem

#: The parts, with the shape they have in front of others after a slash.
PARTS = {
    "de": """
        Abend Abschluss Alltag Alltag/alltags Alphabet Alter/alters Amt Anfang Angebot Angst Ankunft Ansatz
        Arbeit/arbeits Arzt Asyl Ausbildung/ausbildungs Austausch Ausweis Auto Bau Beauftragte Bedarf Begleitung
        Beispiel Beratung/beratungs Bereich Bericht Beruf/berufs Besuch Betreuung Betrieb Bild/bilder Bildung/bildungs
        Blatt Brücke/brücken Buch/bücher Bus Bürger Chance Chor Computer Deutsch Dienst Diskriminierung Dolmetscher
        Dorf Ehrenamt/ehrenamts Einführung Einrichtung Einstieg Einwanderung/einwanderungs Eltern Empfang
        Entwicklung/entwicklungs Erfahrung Erwachsene/erwachsenen Erziehung/erziehungs Fach Fahrrad Familie/familien
        Feier Ferien Fest Film Flucht Flüchtling/flüchtlings Forschung/forschungs Fortbildung/fortbildungs Frage
        Frau/frauen Freiwillige/freiwilligen Freizeit Fremdsprache/fremdsprachen Frieden/friedens Fußball
        Förderung/förder Garten Gast Gebärde Gemeinde Gemeinschaft/gemeinschafts Gericht Geschichte
        Gesellschaft/gesellschafts Gespräch/gesprächs Gesundheit/gesundheits Gewalt Grenze Grundschule/grundschul
        Gruppe/gruppen Gymnasium Handbuch Handel Handwerk/handwerks Haus Heim Heimat Herkunft/herkunfts Hilfe
        Hilfe/hilfs Hochschule/hochschul Hort Information/informations Integration/integrations Internet Jahr Job
        Jugend Jugendliche/jugendlichen Junge/jungen Kind/kinder Kindergarten Kita Klasse/klassen Klinik Kommune
        Kompetenz Konflikt Konzept Kraft/kräfte Krankenhaus Krieg/kriegs Kultur Kunde Kunst Kurs Küche Land
        Leben/lebens Lehre Lehrer Lehrkraft/lehrkräfte Lehrling/lehrlings Leitfaden Lernen/lern Lesen/lese Leser Lotse
        Markt Material Mathematik Medien Mensch/menschen Mentor/mentoren Methode Migranten Migration/migrations
        Minderheit Mittel Mobilität Modell Museum Musik Mutter Muttersprache/muttersprachen Mädchen
        Nachbar/nachbarschafts Nachbarschaft/nachbarschafts Nachhilfe Netzwerk Not Orientierung/orientierungs Partner
        Pate/paten Patenschaft/patenschafts Pause Pflege Plan Platz Politik Polizei Praktikum/praktikums Praxis Preis
        Problem Programm Projekt Prüfung/prüfungs Psychologie Pädagoge Pädagogik Qualifizierung/qualifizierungs
        Rassismus Raum Recht/rechts Reise Religion/religions Sammlung Schreiben/schreib Schritt Schule/schul Schutz
        Schwimmen/schwimm Schüler Seiteneinsteiger Seminar Senioren Service Sicherheit/sicherheits Siedlung Spiel
        Spielen/spiel Sport Sprache/sprach Sprachen Stadt/städte Stadtteil Start Stelle Stiftung/stiftungs Studie
        Studium/studien Stunde Tag Tanz Team Teilhabe Test Theater Training/trainings Trauma Treffen Treffpunkt Umwelt
        Unterkunft/unterkunfts Unterricht/unterrichts Unterstützung/unterstützungs Vater/väter Verein/vereins
        Verfahren/verfahrens Vermittlung/vermittlungs Video Vielfalt Volkshochschule/volkshochschul
        Vorbereitung/vorbereitungs Vorlesen/vorlese Vorschule/vorschul Waise/waisen Weg Weiterbildung/weiterbildungs
        Werk Werkstatt Willkommen/willkommens Wissen/wissens Woche/wochen Wohnen/wohn Wohnung/wohnungs Workshop
        Wort/wörter Zeit Zentrum Zeugnis Zugang Zukunft/zukunfts Zuwanderung/zuwanderungs Zweitsprache
        Übergang/übergangs Übung/übungs
    """,
    "nl": """
        aanbod aanpak achterstand/achterstands activiteit/activiteiten advies afstand alfabet
        alfabetisering/alfabetiserings ambtenaar angst arbeid/arbeids arts asiel asielzoeker/asielzoekers baan basis
        basisschool bedrijf/bedrijfs beeld begeleiding/begeleidings beleid/beleids beroep/beroeps bestuur/bestuurs
        beurs bezoek bibliotheek boek/boeken bruggen buddy buurt centrum cijfer competentie coördinator/coördinatoren
        cultuur cursus dag dans deelname derde dialoog/dialoog dienst diploma docent/docenten dorp/dorps drempel
        educatie erkenning/erkennings ervaring/ervarings fiets/fiets film functie gast gebaren gebruik
        gemeenschap/gemeenschaps gemeente gesprek/gespreks gezin/gezins gezondheid/gezondheids gids grens groep/groeps
        groepen handboek handel huis huiswerk hulp/hulp hulpverlener hulpverlening/hulpverlenings
        inburgering/inburgerings informatie instroom integratie internet jaar jeugd jongen/jongens jongeren kaart
        kans/kansen kennis kind/kinder kinderen klas klassen kleuter klooster kracht kring kunst kwaliteit/kwaliteits
        land leer leerkracht/leerkrachten leerling/leerlingen leraar/leraren leren les lesmateriaal leven/levens
        lezen/lees lokaal loopbaan maatje/maatjes markt materiaal media meisje/meisjes mens/mensen mentor methode middag
        migrant/migranten migratie moeder moedertaal museum muziek nacht netwerk nieuwkomer/nieuwkomers onderwijs
        onderzoek/onderzoeks onthaal/onthaal ontmoeting/ontmoetings ontwikkeling/ontwikkelings oorlog/oorlogs
        opleiding/opleidings opvang opvoeding/opvoedings organisatie ouder/ouder ouders overgang/overgangs pakket
        partner peuter plan platform plek praat praktijk praten/praat preventie prijs proces project
        psycholoog/psychologen punt recht/rechts regeling/regelings reis rekenen/reken samenleving/samenlevings
        samenwerking/samenwerkings scholing/scholings school schrijf seksualiteit speel spel spelen/speel spelling
        sport spraak stad stad/stads stage start steun student/studenten studie taal talen team theater thuis
        thuistaal/thuistalen toets toneel training/trainings traject trauma uur vader vak veiligheid/veiligheids
        vereniging/verenigings vergadering verhaal/verhalen verhuis vluchteling/vluchtelingen voetbal
        volwassene/volwassenen voorlees voorlezen/voorlees vorming/vormings vraag vrede/vredes vriend/vrienden
        vrijwilliger/vrijwilligers vrouw/vrouwen week weken welkom/welkoms welzijn/welzijns wereld werk werker
        werknemer/werknemers wijk wonen/woon woning/woning woord/woorden workshop zorg zwem zwemmen/zwem
    """,
}
#: What may stand between two parts.
LINKS = {"de": ("", "s", "es", "n", "en", "er", "e"), "nl": ("", "s", "en", "e", "n", "er")}
ENDINGS = ("en", "er", "es", "e", "n", "s")
#: Before these a consonant may be doubled: les, lessen.
DOUBLING = frozenset(("en", "er", "e"))
SHORTEST, SHORTEST_PART = 6, 4
#: A part next to one that is not known must be so long, and the other one too.
LONE_PART, UNKNOWN_PART = 5, 4


@lru_cache(maxsize=100_000)
def parts(word: str, language: str) -> tuple[str, ...]:
    """The parts of a word as written, if all of them are known; else nothing."""
    if language not in PARTS or len(word) < SHORTEST:
        return ()
    found = _cut(fold(word), language)
    return found if len(found) > 1 else ()


@lru_cache(maxsize=100_000)
def part_stems(word: str, language: str) -> tuple[str, ...]:
    """The stems of those parts of a word that are known, besides its own."""
    if language not in PARTS or len(word) < SHORTEST_PART:
        return ()
    found = _cut(fold(word), language) or _lone_part(fold(word), language)
    own = (stem(word, language),) if len(found) == 1 else ()
    stems = dict.fromkeys(chain.from_iterable(stems_of_part(part, language) for part in found))
    return tuple(known for known in stems if known not in own)


def stems_of_part(part: str, language: str) -> tuple[str, ...]:
    """Stemmers may give a word and its plural different stems, so both are kept."""
    return tuple(dict.fromkeys((_known(language)[_known_as(part, language)], stem(part, language))))


def _cut(word: str, language: str) -> tuple[str, ...]:
    """The word cut into as few known parts as possible; itself if it is one; nothing if there is no way."""
    if _is_part(word, language):
        return (word,)
    ways = [(first, *rest) for first, after in _beginnings(word, language) if (rest := _cut(after, language))]
    return min(ways, key=len, default=())


def _beginnings(word: str, language: str) -> Iterator[tuple[str, str]]:
    """Known parts that the word begins with, the longest first, and what follows them."""
    known = _known(language)
    for end in range(len(word) - 3, 2, -1):
        if word[:end] in known:
            for link in LINKS[language]:
                if word.startswith(link, end) and len(word) - end - len(link) >= 3:
                    yield word[:end], word[end + len(link) :]


def _lone_part(word: str, language: str) -> tuple[str, ...]:
    """A long known part at the end or the beginning of a word whose other part is not known."""
    for start in range(UNKNOWN_PART, len(word) - LONE_PART + 1):
        if _is_part(word[start:], language):
            return (word[start:],)
    for first, after in _beginnings(word, language):
        if len(first) >= LONE_PART and len(after) >= UNKNOWN_PART:
            return (first,)
    return ()


def _is_part(word: str, language: str) -> bool:
    return bool(_known_as(word, language))


def _known_as(word: str, language: str) -> str:
    """The part that this is, perhaps with an ending: Kurse, lessen."""
    known = _known(language)
    if word in known:
        return word
    for ending in ENDINGS:
        bare = word[: -len(ending)]
        if word.endswith(ending) and len(bare) > 2:
            single = bare[:-1] if ending in DOUBLING and bare[-1] == bare[-2] else bare
            found = next((shape for shape in (bare, single) if shape in known), "")
            if found:
                return found
    return ""


@cache
def _known(language: str) -> dict[str, str]:
    """The stem of every part, by the folded shapes it has."""
    found: dict[str, str] = {}
    for line in PARTS[language].split():
        whole, _slash, shape = line.partition("/")
        found.setdefault(fold(whole), stem(whole, language))
        if shape:
            found.setdefault(fold(shape), stem(whole, language))
    return found
