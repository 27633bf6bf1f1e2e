"""Italian: elision before a vowel (`l'asilo`, `dell'asilo`), `lo` and `gli` before s + consonant, z, gn, ps, x, y."""

from __future__ import annotations

import re
from typing import Final

from pubflow.language import LanguageTag
from pubflow.termbase.pack import Pack, behind, families, predicates, word_set

PACK: Final = Pack(
    language=LanguageTag("it"),
    sounds=(
        re.compile(r"(?!i[aeou])h?[aàeèéiìíoòuùú]"),
        re.compile(r"(?:s(?=[^\Waàeèéiìíoòuùú\d_])|z|gn|ps|pn|x|y|i(?=[aeou]))"),
    ),
    families=families(
        "il~l'~lo/la~l'~la/i~gli~gli/le un~un~uno/una~un'~una/dei~degli~degli/delle "
        "del~dell'~dello/della~dell'~della/dei~degli~degli/delle al~all'~allo/alla~all'~alla/ai~agli~agli/alle "
        "dal~dall'~dallo/dalla~dall'~dalla/dai~dagli~dagli/dalle "
        "nel~nell'~nello/nella~nell'~nella/nei~negli~negli/nelle "
        "sul~sull'~sullo/sulla~sull'~sulla/sui~sugli~sugli/sulle "
        "questo~quest'/questa~quest'/questi/queste quel~quell'~quello/quella~quell'~quella/quei~quegli~quegli/quelle "
        "altro/altra/altri/altre tutto/tutta/tutti/tutte molto/molta/molti/molte poco/poca/pochi/poche "
        "nessun~nessun~nessuno/nessuna~nessun'~nessuna/nessun/nessuna "
        "alcun~alcun~alcuno/alcuna~alcun'~alcuna/alcuni/alcune "
        "suo/sua/suoi/sue loro/loro/loro/loro nostro/nostra/nostri/nostre vostro/vostra/vostri/vostre "
        "mio/mia/miei/mie numeroso/numerosa/numerosi/numerose certo/certa/certi/certe"
    ),
    elided=word_set("l' un' dell' all' dall' nell' sull' quest' quell' nessun' alcun' d' c' s' m' t'"),
    negations=word_set("non né nessun nessuno nessuna nessun' niente nulla mai senza neanche nemmeno neppure"),
    may_agree=behind(
        "[oaie]",
        unless="a ad al alla anche che come con contro da dal dalla dei del della delle di dopo durante e ed è fino "
        "fra ha hanno il in la le lo ma nel nella non o per perché quando se senza si sono sotto sul sulla tra un una "
        "verso",
    ),
    predicate=predicates(
        "è|sono|era|erano|fu|furono|sarà|saranno|sia|siano|viene|vengono|è stat[oa]|sono stat[ie]",
        r"(?:\w+mente )?",
        "[oaie]",
    ),
    plural_head=re.compile(r"i\Z"),
    singular_heads=word_set("analisi crisi diagnosi enfasi ipotesi metropoli oasi sintesi tesi"),
)
