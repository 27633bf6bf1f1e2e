"""Spanish: `al` and `del`; `el agua`, `un arma`; `e` and `u` for `y` and `o`."""

from __future__ import annotations

import re
from typing import Final

from pubflow.language import LanguageTag
from pubflow.termbase.pack import Pack, behind, families, predicates, variants, word_set

_STRESSED_A: Final = (
    "acta|agua|águila|ala|alga|alma|alza|ama|anca|ancla|ánima|ansia|arca|área|arma|arpa|asa|asma|aspa|asta|"
    "aula|ave|haba|habla|hacha|hada|hambre"
)
"""Feminine nouns that begin with a stressed a: before these alone, in the singular, `la` is `el`, `una` is `un`."""

PACK: Final = Pack(
    language=LanguageTag("es"),
    sounds=(
        re.compile(rf"(?:{_STRESSED_A})\b"),
        re.compile(r"h?[ií](?![aeo])"),
        re.compile(r"h?[oó]"),
    ),
    families=families(
        "el/la~el/los/las un/una~un/unos/unas del/de_la~del/de_los/de_las al/a_la~al/a_los/a_las "
        "este/esta/estos/estas ese/esa/esos/esas aquel/aquella/aquellos/aquellas "
        "otro/otra/otros/otras todo/toda/todos/todas mucho/mucha/muchos/muchas poco/poca/pocos/pocas "
        "ningún/ninguna~ningún/ningunos/ningunas algún/alguna~algún/algunos/algunas "
        "cierto/cierta/ciertos/ciertas nuestro/nuestra/nuestros/nuestras vuestro/vuestra/vuestros/vuestras "
        "tanto/tanta/tantos/tantas cuánto/cuánta/cuántos/cuántas cuyo/cuya/cuyos/cuyas "
        "numeroso/numerosa/numerosos/numerosas mismo/misma/mismos/mismas"
    ),
    links=(variants("y~y~e"), variants("o~o~o~u")),
    negations=word_set("no ni nunca jamás ningún ninguna ninguno nadie nada sin tampoco"),
    may_agree=behind(
        "(?:[oa]s?|es|l)",
        unless="a al como con contra cuando de del desde durante en entre es hacia hasta la las lo los o para pero por "
        "que se sin sobre tras un una y",
    ),
    predicate=predicates(
        "es|son|era|eran|fue|fueron|será|serán|sea|sean|está|están|estuvo|estuvieron|h[ae]n? sido",
        r"(?:\w+mente )?",
        "[oa]s?",
    ),
    plural_head=re.compile(r"s\Z"),
    singular_heads=word_set(
        "análisis campus caos corpus crisis dosis estatus gas habeas interés mes país paréntesis síntesis tesis virus"
    ),
)
