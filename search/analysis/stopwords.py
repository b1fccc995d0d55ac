"""Words that say how others belong together, not what somebody looks for.

Left out of questions unless they are all there is; kept in documents and in quoted phrases. Short on
purpose: a word that means something in another language of the catalogue is not here.
"""

from functools import cache, lru_cache

from search.analysis.folding import fold

WORDS = {
    "ar": "في من على إلى عن مع هذا هذه التي الذي الذين أن إن كان كانت ما لا لم هو هي هم كل بين أو ثم قد كيف ماذا هل",
    "bg": "и в във на за с със от до по че не се да е са или но как какво кои които при",
    "cs": "a v ve na s se z ze do od pro o že i k ke je jsou nebo ale jak co které který při",
    "da": "og i på til for af med en et den det de der som er at om fra hvordan hvad eller",
    "de": "und oder der die das den dem des ein eine einer einem einen in im an am auf für mit von vom zu zum zur bei"
    " aus nach über unter ist sind wie was wer als auch nicht durch um man sich",
    "el": "και ή ο η το οι τα του της των τον την τους τις στο στη στην στον στους στις σε από για με ως να θα που πως"
    " τι είναι ένα μια ένας δεν",
    "en": "a an and are as at be been by can do does for from had has have how i if in into is it its of on or our that"
    " the their them there these they this those to us was we were what when where which who why will with would you"
    " your than then such about",
    "es": "y e o u el la los las un una unos unas de del al a en con por para que se es son su sus como qué cómo lo no",
    "et": "ja või on ei et kui see mis kes kuidas ning ka",
    "fi": "ja tai on ei että kun se joka jotka mitä miten sekä myös",
    "fr": "et ou le la les l un une des de d du au aux à en dans par pour avec sur sous que qu qui est sont ce cette"
    " ces se sa son ses comme comment quoi ne pas",
    "hr": "i ili u na za s sa od do po da je su se što kako koji koja koje",
    "hu": "a az és vagy egy is hogy nem van ez mi hogyan mint",
    "it": "e ed o il lo la i gli le un una uno di del della dei delle degli da dal in nel nella a al alla con su per"
    " che si è sono come cosa non",
    "lt": "ir ar su į iš už kaip kas kad yra",
    "lv": "un vai ar no uz par kā kas ka ir",
    "nl": "en of de het een van voor met in op aan bij uit naar om te is zijn was hoe wat wie waar die dat dit deze"
    " door over als ook niet er",
    "no": "og i på til for av med en et den det de som er at om fra hvordan hva eller",
    "pl": "i w we na z ze do od dla o że się jest są lub albo ale jak co który która które przy po nie",
    "pt": "e ou o a os as um uma uns umas de do da dos das em no na nos nas com por para que se é são como ao aos à"
    " não",
    "ro": "și sau un o de la în cu pe din pentru că se este sunt ce cum care nu",
    "ru": "и или в во на с со к ко по из за от до для что как кто это не о об при",
    "sk": "a v vo na s so z zo do od pre o že i k je sú alebo ale ako čo ktoré ktorý pri",
    "sl": "in ali v na za s z od do po da je so se kaj kako ki pri",
    "sv": "och i på till för av med en ett den det de som är att om från hur vad eller",
    "tr": "ve veya ile bir bu şu için de da mi ne nasıl gibi",
    "uk": "і й та або в у на з зі із до від для про що як хто це не по при за",
}


@lru_cache(maxsize=20_000)
def is_function_word(word: str, languages: frozenset[str]) -> bool:
    """Whether the folded word only joins others, in any of these languages."""
    return any(word in _folded(language) for language in languages)


@cache
def _folded(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in WORDS.get(language, "").split())
