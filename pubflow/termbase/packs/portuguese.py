"""Portuguese."""

from __future__ import annotations

import re
from typing import Final

from pubflow.language import LanguageTag
from pubflow.termbase.pack import Pack, behind, families, predicates, word_set

PACK: Final = Pack(
    language=LanguageTag("pt"),
    families=families(
        "o/a/os/as um/uma/uns/umas do/da/dos/das no/na/nos/nas ao/à/aos/às pelo/pela/pelos/pelas "
        "este/esta/estes/estas esse/essa/esses/essas deste/desta/destes/destas desse/dessa/desses/dessas "
        "neste/nesta/nestes/nestas nesse/nessa/nesses/nessas aquele/aquela/aqueles/aquelas "
        "seu/sua/seus/suas outro/outra/outros/outras todo/toda/todos/todas muito/muita/muitos/muitas "
        "nenhum/nenhuma/nenhuns/nenhumas algum/alguma/alguns/algumas vário/vária/vários/várias"
    ),
    ambiguous=word_set("a"),
    negations=word_set("não nem nunca jamais nenhum nenhuma ninguém nada sem"),
    may_agree=behind("(?:[ai]d[oa]s?|[oa]s?|is|l)"),
    predicate=predicates(
        "é|são|era|eram|foi|foram|será|serão|seja|sejam|está|estão|estava|estavam|ficou|ficaram|t[eê]m sido|"
        "tinham? sido",
        r"(?:\w+mente )?",
        "[oa]s?",
    ),
    plural_head=re.compile(r"s\Z"),
    singular_heads=word_set("gás mês país lápis vírus ônibus simples status campus corpus habeas"),
)
