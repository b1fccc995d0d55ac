"""What nobody searches for: over three hundred texts that have broken search boxes somewhere."""

OPERATORS = [
    "OR", "AND", "NOT", "AND NOT", "OR OR OR", "a OR", "OR a", "a AND", "NOT a", "NEAR", "NEAR(a b)",
    "NEAR(a, 999999999)", "NEAR/5", "a NEAR b", "^a", "a^2", "a^1e99", "a~", "a~2", "~a", "+a", "++a", "-a",
    "--a", "- a", "-", "--", "-- -a", "a-", "a -b -c -d", "-a -a -a", "title:a", "text:*", "postings:a",
    "{text}: a", "-{text}: a", "_exists_:a", "_id:1", "*", "a*", "*a", "?", "a?b", "**", "a:b", "a::b", ":a",
    "a:", "(", ")", "()", "((((", "))))", "(a", "a)", "(a OR (b", "[a TO z]", "{a TO z}", "[* TO *]", "a..z",
    ">5", "<=5", "/a+/", "/(a+)+$/", "a|b", "a||b", "a&b", "a&&b", "!a", "a & !b", "a <-> b", "a <2> b", "a:*",
    "a:*A", "'a':1A", "a \\& b", "$gt", "@a", "#a", "=a", "a=b", "%", "_", "%_%", "~stem", "t_sector_schools",
    "t_type_mooc", "^welcome", "␞", "a^f", "a^f b^1",
]  # fmt: skip
QUOTES = [
    '"', '""', '"""', '""""', '"a', 'a"', '"a"b"', '" "', '" " "', '"a b', '"a" "b', '-"a', '-"a b"', '"-a"',
    '"-"', '"*"', '"a*"', "'", "''", "'''", "'a", "a'", "a''b", "a'b'c", "’", "‘a’", "“a”", "„a“", "«a»", "»a«",
    "‟a", "＂a＂", "`a`", "´", '"“a”"', '"a “b” c"', '"\\"a"', "\\", "\\\\", '\\"', "\\'", "a\\", "\\u0022",
    "\\x22", '"' * 99, "'" * 99, '"a" ' * 200, '-"a" ' * 100, '"' + "a " * 300 + '"',
]  # fmt: skip
LONG = [
    "a" * 65, "a" * 513, "a" * 10_000, "a " * 5_000, "word " * 10_000, "-word " * 2_000, "é" * 600, "ß" * 600,
    "字" * 600, "ﷺ" * 300, "🙂" * 600, "a-" * 600, "a'" * 600, "a.b" * 400, "1" * 400, "-" * 512, " " * 2_000,
    "\t" * 600, "e\u0301" * 300, "a" + "\u0301" * 2_000, "\u0e01\u0e49" * 300, "👩‍👩‍👧" * 100,
    "vluchtelingenkinderenopvang" * 20, "x" * 40 + " " + "y" * 40, "refugge " * 60, "scool tecaher " * 30,
    " ".join(f"w{n}" for n in range(400)), " ".join(f"-w{n}" for n in range(400)),
]  # fmt: skip
CHARACTERS = [
    "\x00", "a\x00b", "\x00" * 50, "\x01\x02\x03", "\x07", "\x08a", "\x0b", "\x0c", "\x1b[31m", "\x7f",
    "\x80\x9f", "\u0085", "\u2028", "a\u2029b", "\r\nSet-Cookie: a=b", "\n\n", "a\r\rb", "\u200b", "a\u200bb",
    "\u200c", "\u200d", "\u2060", "\ufeff", "\ufeffa", "\u00ad", "a\u00adb", "\u034f", "\u115f", "\u3164",
    "\u180e", "\u202a", "\u202egnp.exe", "\u202e\u202d\u202c", "\u2066a\u2069", "\u2067\u2068", "\u061c",
    "a\u202eb\u202c c", "\U000e0041\U000e0042", "\U000e0001", "\ue000", "\uf8ff", "\U0010ffff", "\U000f0000",
    "\ufdd0", "\ufffe", "\uffff", "\ufffd", "\ud800", "\udfff", "a\ud83d", "\ude00a", "\udcff", "\u0301",
    "\u0301a", "\u20dd", "\u0640\u0640", "\u0651", "\u05bc", "\u093c", "\u1ab0", "\ufe0f", "\u26a0\ufe0f",
    "1\ufe0f\u20e3", "\u00a0", "\u3000", "\u1680", "\u2003a\u2003",
]  # fmt: skip
SCRIPTS = [
    "東京都", "学校", "ไทย", "ភាសាខ្មែរ", "မြန်မာ", "ລາວ", "한국어", "ᄒ", "ქართული", "ꭰ", "Ꭰ", "አማርኛ", "हिन्दी",
    "தமிழ்", "עברית", "שָׁלוֹם", "العَرَبِيَّة", "ﻻ", "ﷲ", "ۻ", "ﭐ", "فارسی", "ΐ", "Σίσυφος", "ΣΊΣΥΦΟΣ", "ς",
    "İstanbul", "ıssız", "ǅ", "ŉ", "ﬃ", "ß", "ẞ", "SS", "æ", "Ǽ", "ĳ", "đ", "ħ", "ŧ", "ø", "ð", "þ", "ł", "ё",
    "й", "ї", "ґ", "𝕳𝖊𝖑𝖑𝖔", "𝓼𝓬𝓱𝓸𝓸𝓵", "ＳＣＨＯＯＬ", "ｓｃｈｏｏｌ", "ⓢⓒⓗⓞⓞⓛ", "ˢᶜʰᵒᵒˡ", "⑴", "①②",
    "½", "²", "٣", "१२",
    "Ⅷ", "㎏", "℡", "раssword", "ѕсhооl", "аdmin", "ѡеlсоmе", "ɑ", "z̷a̸l̶g̵o̷", "🙂", "👍🏽", "🏳️‍🌈", "🇧🇪", "♥",
    "→", "…", "—", "·", "¿que?", "¡hola!", "№ 5", "€", "a/b", "C++", "C#", ".NET", "AT&T", "24/7", "GP-000001",
    "l’école", "d'accueil", "'s-Hertogenbosch",
]  # fmt: skip
#: Each would do something with the name `zx81` if it came through.
CODE = [
    "<script>zx81()</script>", "<ScRiPt>zx81()</sCrIpT>", "</script><script>zx81()</script>",
    '"><script>zx81()</script>', "'><script>zx81()</script>", "<img src=x onerror=zx81()>",
    '"><img src=x onerror=zx81()>', "' onmouseover='zx81()", '" onfocus="zx81()" autofocus="',
    "<svg/onload=zx81()>", "<svg><script>zx81()</script>", "<iframe src=javascript:zx81()>",
    "<base href=//zx81/>", "<a href=javascript:zx81()>", "<form action=//zx81><input name=q>",
    "<meta http-equiv=refresh content=0;//zx81>", "<style>@import '//zx81'</style>",
    "<!--><img src=x onerror=zx81()>-->", "<![CDATA[<img src=x onerror=zx81()>]]>", "<xmp>", "<plaintext>",
    "</title><script>zx81()</script>", "</textarea><script>zx81()</script>", "</bdi><script>zx81()</script>",
    "<bdi", "</", "<", ">", "&", "&amp;", "&lt;script&gt;zx81()&lt;/script&gt;", "&#60;script&#62;",
    "%3Cscript%3Ezx81()%3C/script%3E", "\\u003cscript\\u003ezx81()", "＜script＞zx81()＜/script＞",
    "<scrıpt>zx81()</scrıpt>", "javascript:zx81()", "data:text/html,<script>zx81()</script>", "{{ 7*7 }}",
    "{% debug %}", "{% load x %}", "{# x #}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "%(name)s", "%s%s%s%n",
    "{0.__class__}", "{}", "{{", "}}", "'; DROP TABLE search_words; --", "' OR '1'='1", "1; SELECT pg_sleep(9)",
    "' UNION SELECT password FROM members_user --", "/* x */", "-- x", "\\'; --", "$$x$$",
    "');waitfor delay '0:0:9'--", "'||'a'||'", "0x41", "CHAR(65)", "|| ls", "; ls", "$(ls)", "`ls`",
    "../../etc/passwd", "..\\..\\windows", "file:///etc/passwd", "/dev/null", "C:\\con",
    "http://169.254.169.254/", "//example.org", "=cmd|' /C calc'!A0", "@SUM(1+1)", "+1+1", "null", "undefined",
    "NaN", "Infinity", "1e309", "-0", "true", "[]", "[object Object]", '{"$gt": ""}',
    '{"query": {"match_all": {}}}',
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", "]]>", "*)(uid=*",
    "Robert'); --", "() { :; }; ls", "\\N", "%0d%0aX: y", "%00", "%ff", "%u0000", "+ADw-script+AD4-", "(a+)+$",
    "(?=a)", "[a-", "a{999999}", "\\p{L}", "\\1", "(?#", "^(([a-z])+.)+$",
]  # fmt: skip

HOSTILE_WORDS = [*OPERATORS, *QUOTES, *LONG, *CHARACTERS, *SCRIPTS, *CODE]
