"""Every number of the ranking, and what it does. `manage.py search_explain` shows them at work.

Tuned on the Cranfield and Storybook judgement sets, checked on others; see docs/performance.md before
you change one. Those marked * are part of the index: after a change raise `search.analysis.VERSION`.
"""

from typing import NamedTuple


class FieldWeight(NamedTuple):
    """How much a word in this field counts, in a field of this usual length; in a longer one it counts less."""

    weight: float
    length: int


#: * Where a word stands. `terms` are terms, tags, organisations and places; `hidden` an editor's keywords, which say
#: the same in several languages, so that a long one says no less in each.
FIELDS = {
    "title": FieldWeight(5.0, 9),
    "terms": FieldWeight(3.0, 12),
    "hidden": FieldWeight(3.0, 30),
    "summary": FieldWeight(2.0, 40),
    "links": FieldWeight(1.0, 15),
    "body": FieldWeight(1.0, 250),
}
#: * How soon another occurrence of a word stops to matter (BM25's k1).
K1 = 1.2
#: * How much a long field takes from its words: 0 nothing, 1 in proportion (BM25's b).
B = 0.75
#: * What a word is worth in a document is stored as one of so many levels.
LEVELS = 15

#: What a stored word is worth to the word typed, in hundredths: the word itself, …
EXACT = 100
#: … another ending of it, or a word it is made of or part of (“Flüchtlingskinder”), …
STEM = 70
#: … a term that is called so in any language, …
LABEL = 60
#: … an editor's synonym, each of its own forms in proportion.
SYNONYM = 80
#: A phrase, or parts, have no level of their own.
PHRASE_LEVEL = 7

#: A score grows by one part in 2 to the power of this: an entry in the language of the interface by an eighth, …
SAME_LANGUAGE = 3
#: … one that somebody has verified, and one whose description is complete, by a sixteenth.
VERIFIED = 4
COMPLETE = 4
#: Complete is an entry with so many of a hundred points.
COMPLETE_FROM = 85

#: A question of so many words narrows down: all of them are asked for, …
SHORT = 3
#: … and one less where fewer documents than a page shows have all.
ENOUGH = 20
#: A longer one describes: this part of its words is asked for, …
PART_OF_WORDS = 0.3
#: … and fewer of them until so many documents are found, for the ranking to choose from.
ENOUGH_TO_RANK = 400

#: Scores are whole numbers: a word is worth so much times its rarity, at its best.
SCALE = 100
