"""Write country.json and language.json from the CLDR names inside Babel.

Run ``python -m hub.catalogue.vocabularies_data.generate`` after a new Babel
release (``pip install babel``; the running site does not need it) and commit
what it writes.
"""

import json
from pathlib import Path

HERE = Path(__file__).parent

# The 24 languages of the EU, then those of many newcomers.
LABEL_LANGUAGES = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv ar uk tr fa ru"

EU_COUNTRY = "http://publications.europa.eu/resource/authority/country/"
EU_LANGUAGE = "http://publications.europa.eu/resource/authority/language/"

# UN M49 regions and their ISO 3166-1 countries, with two choices of our own:
# Cyprus is filed under Europe, as its readers expect, and Kosovo (xk) is added.
# Places without inhabitants (aq, bv, gs, hm, tf, um) are left out.
REGIONS = {
    "europe-north": ("154", "ax dk ee fi fo gb gg ie im is je lt lv no se sj"),
    "europe-west": ("155", "at be ch de fr li lu mc nl"),
    "europe-south": ("039", "ad al ba cy es gi gr hr it me mk mt pt rs si sm va xk"),
    "europe-east": ("151", "bg by cz hu md pl ro ru sk ua"),
    "africa": (
        "002",
        "ao bf bi bj bw cd cf cg ci cm cv dj dz eg eh er et ga gh gm gn gq gw io ke km lr ls ly "
        "ma mg ml mr mu mw mz na ne ng re rw sc sd sh sl sn so ss st sz td tg tn tz ug yt za zm zw",
    ),
    "asia": (
        "142",
        "ae af am az bd bh bn bt cn ge hk id il in iq ir jo jp kg kh kp kr kw kz la lb lk mm mn "
        "mo mv my np om pk ph ps qa sa sg sy th tj tl tm tr tw uz vn ye",
    ),
    "americas": (
        "019",
        "ag ai ar aw bb bl bm bo bq br bs bz ca cl co cr cu cw dm do ec fk gd gf gl gp gt gy hn "
        "ht jm kn ky lc mf mq ms mx ni pa pe pm pr py sr sv sx tc tt us uy vc ve vg vi",
    ),
    "oceania": (
        "009",
        "as au cc ck cx fj fm gu ki mh mp nc nf nr nu nz pf pg pn pw sb tk to tv vu wf ws",
    ),
}

# Metropolitan France, East Timor and Zaire: CLDR still maps them to today's codes.
HISTORIC_ALPHA_3 = {"FXX", "TMP", "ZAR"}

# ISO 639-1 code and its three-letter code, which the EU table is keyed by.
TWO_LETTER = """
aa:aar ab:abk ae:ave af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel
bg:bul bi:bis bm:bam bn:ben bo:bod br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre cs:ces cu:chu
cv:chv cy:cym da:dan de:deu dv:div dz:dzo ee:ewe el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas
ff:ful fi:fin fj:fij fo:fao fr:fra fy:fry ga:gle gd:gla gl:glg gn:grn gu:guj gv:glv ha:hau he:heb
hi:hin ho:hmo hr:hrv ht:hat hu:hun hy:hye hz:her ia:ina id:ind ie:ile ig:ibo ii:iii ik:ipk io:ido
is:isl it:ita iu:iku ja:jpn jv:jav ka:kat kg:kon ki:kik kj:kua kk:kaz kl:kal km:khm kn:kan ko:kor
kr:kau ks:kas ku:kur kv:kom kw:cor ky:kir la:lat lb:ltz lg:lug li:lim ln:lin lo:lao lt:lit lu:lub
lv:lav mg:mlg mh:mah mi:mri mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt my:mya na:nau nb:nob nd:nde
ne:nep ng:ndo nl:nld nn:nno no:nor nr:nbl nv:nav ny:nya oc:oci oj:oji om:orm or:ori os:oss pa:pan
pi:pli pl:pol ps:pus pt:por qu:que rm:roh rn:run ro:ron ru:rus rw:kin sa:san sc:srd sd:snd se:sme
sg:sag si:sin sk:slk sl:slv sm:smo sn:sna so:som sq:sqi sr:srp ss:ssw st:sot su:sun sv:swe sw:swa
ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk tl:tgl tn:tsn to:ton tr:tur ts:tso tt:tat tw:twi ty:tah
ug:uig uk:ukr ur:urd uz:uzb ve:ven vi:vie vo:vol wa:wln wo:wol xh:xho yi:yid yo:yor za:zha zh:zho
zu:zul
"""

# Languages of refugees and minorities in Europe that have no two-letter code.
THREE_LETTER = """
aeb aii apc apd arq ary arz bal byn ckb cnr din dsb dyu fil fur fvr gsw haz hsb kab kea kmr kri lua
luo man men mls nds nus pcm prs rhg rif rom rup shi shu ssy sus syr tem tig zag zgh zza
"""

# Not confirmed in the EU's table, so they carry no address there.
WITHOUT_EU_URI = "aeb aii apc apd arq ary arz fvr haz kea kri mls nus pcm rhg rif shi shu ssy zag"

# CLDR files these under the language they are a form of.
CLDR_CODE = {"prs": "fa_AF", "cnr": "sr_ME"}


def main() -> None:
    from babel import Locale, __version__
    from babel.core import get_cldr_version

    source = f"CLDR {get_cldr_version()} (© Unicode, Inc., Unicode-3.0), from Babel {__version__}"
    locales = {code: Locale(code) for code in LABEL_LANGUAGES.split()}
    write_terms(HERE / "country.json", source, country_terms(locales))
    write_terms(HERE / "language.json", source, language_terms(locales))
    print(source)


def country_terms(locales: dict) -> list[dict]:
    alpha_3 = three_letter_countries()
    terms = []
    for region, (m49, countries) in REGIONS.items():
        terms.append(term(region, "", "", territory_labels(locales, m49)))
        named = [
            term(code, region, EU_COUNTRY + alpha_3[code], territory_labels(locales, code.upper()))
            for code in countries.split()
        ]
        terms += sorted(named, key=lambda country: country["labels"]["en"])
    return terms


def three_letter_countries() -> dict[str, str]:
    from babel.core import get_global

    codes = {
        new[0].lower(): old
        for old, new in get_global("territory_aliases").items()
        if len(old) == 3 and old.isalpha() and len(new) == 1 and old not in HISTORIC_ALPHA_3
    }
    return codes | {"xk": "XKX"}


def territory_labels(locales: dict, code: str) -> dict[str, str]:
    return labels({language: locale.territories.get(code) for language, locale in locales.items()})


def language_terms(locales: dict) -> list[dict]:
    extra = json.loads((HERE / "language_supplement.json").read_text(encoding="utf-8"))
    two_letter = dict(pair.split(":") for pair in TWO_LETTER.split())
    codes = two_letter | {code: code for code in THREE_LETTER.split()}
    terms = [language_term(locales, code, codes[code], extra) for code in codes]
    return sorted(terms, key=lambda language: language["labels"]["en"])


def language_term(locales: dict, code: str, alpha_3: str, extra: dict) -> dict:
    cldr = CLDR_CODE.get(code, code)
    by_hand = extra["labels"].get(code, {})
    names = {language: locale.languages.get(cldr) or by_hand.get(language) for language, locale in locales.items()}
    uri = "" if code in WITHOUT_EU_URI.split() else EU_LANGUAGE + alpha_3.upper()
    own_name = extra["autonyms"].get(code) or autonym(cldr)
    return term(code, "", uri, labels(names), **({"autonym": own_name} if own_name else {}))


def autonym(code: str) -> str | None:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code).languages.get(code)
    except UnknownLocaleError:
        return None


def labels(names: dict[str, str | None]) -> dict[str, str]:
    return {language: capitalised(name) for language, name in names.items() if name}


def capitalised(name: str) -> str:
    """Names stand alone in lists, as all labels do; the Irish "eSuaitíní" has its capital."""
    return name if name[1:2].isupper() else name[0].upper() + name[1:]


def term(code: str, parent: str, uri: str, names: dict, **more: str) -> dict:
    return {"code": code, "parent": parent, "uri": uri, **more, "labels": names}


def write_terms(path: Path, source: str, terms: list[dict]) -> None:
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in terms)
    header = json.dumps(source, ensure_ascii=False)
    path.write_text(f'{{"generated_from": {header}, "terms": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
