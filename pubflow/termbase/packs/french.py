"""French: elision before a vowel (`l'asile`, `de l'asile`, `cet asile`, `d'asile`), none before an aspirated h."""

from __future__ import annotations

import re
from typing import Final

from pubflow.language import LanguageTag
from pubflow.termbase.pack import Pack, behind, families, predicates, variants, word_set

_ASPIRATED: Final = (
    "hach|haï|hain|halt|handicap|hangar|haras|harc|hargn|hasard|hât|hauss|haut|hérisson|héros|heurt|hiérarch|homard|"
    "hong|hont|horde|hors|houl|huit|hurl|hutt"
)
"""Beginnings of words whose h keeps the vowel before it."""

PACK: Final = Pack(
    language=LanguageTag("fr"),
    sounds=(re.compile(rf"(?!{_ASPIRATED}|onz|oui\b)(?:[aàâeéèêëiîïoôuùûœæ]|h(?=[aàâeéèêëiîïoôuùûœy])|y(?![aeiou]))"),),
    families=families(
        "le~l'/la~l'/les/les un/une/des/des du~de_l'/de_la~de_l'/des/des au~à_l'/à_la~à_l'/aux/aux "
        "ce~cet/cette/ces/ces mon/ma~mon/mes/mes ton/ta~ton/tes/tes son/sa~son/ses/ses "
        "notre/notre/nos/nos votre/votre/vos/vos leur/leur/leurs/leurs "
        "tout/toute/tous/toutes aucun/aucune/aucuns/aucunes certain/certaine/certains/certaines "
        "quel/quelle/quels/quelles nul/nulle/nuls/nulles chaque/chaque/chaque/chaque "
        "nombreux/nombreuse/nombreux/nombreuses"
    ),
    links=(variants("de~d'"), variants("que~qu'")),
    elided=word_set("l' d' qu' n' s' c' j' m' t' jusqu' lorsqu' puisqu' quoiqu'"),
    negations=word_set("ne n' non ni jamais aucun aucune rien personne sans nul nulle"),
    may_agree=behind(
        "",
        unless="à a ai après au aux avait avant avec chez comme contre dans de depuis des devant doit du elle "
        "en entre est et il la le les leur lors mais malgré ne ont ou où par parce pendant peut pour que quand "
        "qui sa sans se ses si son sous sur un une vers y",
    ),
    predicate=predicates(
        "est|sont|était|étaient|fut|furent|sera|seront|soit|a été|ont été|avait été",
        r"(?:pas )?(?:\w+ment )?",
        "",
    ),
    plural_head=re.compile(r"[sx]\Z"),
    singular_heads=word_set(
        "abus accès as avis bois campus choix concours congrès corps corpus cours croix décès discours excès fois "
        "fonds habeas mois paix parcours pays permis prix procès progrès propos puits recours refus secours succès "
        "sursis taux temps virus voix"
    ),
)
