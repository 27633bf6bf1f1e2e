"""Spellings that differ between Britain and America and mean the same. A list, so that nothing is guessed. Pure.

`american` gives one spelling of both. What is no word of the list is its own; a pair that differs in meaning somewhere
(programme of a party, program of a computer; licence and license; practice and practise) is not in it.
"""

from __future__ import annotations

from functools import cache
from typing import Final

_ISE: Final = """
apolog author categor central character civil colon commercial critic criminal crystall custom demil democrat
demoral digit emphas fertil final formal general global harmon hospital human ideal industrial institutional
internal legal legitim liberal local marginal material maxim memor militar minim mobil modern national neutral
normal organ penal politic popular priorit privat public radical rational real recogn reorgan scrutin secular
sensit social stabil standard steril stigmat subsid summar symbol sympath terror traumat urban util vandal victim
visual vocal weapon
"""
_ISE_ENDS: Final = ("{}e", "{}es", "{}ed", "{}ing", "{}er", "{}ers", "{}ation", "{}ations", "{}ational")
_OUR: Final = """
arm behavi col endeav fav harb hon hum lab neighb rum sav sple tum vap vig
"""
_OUR_ENDS: Final = ("", "s", "ed", "ing", "able", "ably", "hood", "hoods", "ers", "er", "ite", "ites", "ful", "less")
_DOUBLE: Final = """
cancel channel counsel fuel label level libel marshal model panel quarrel signal total travel
"""
_DOUBLE_ENDS: Final = ("ed", "ing", "er", "ers", "or", "ors")
_PAIRS: Final = """
analyse analyze|analysed analyzed|analysing analyzing|analyses analyzes|paralyse paralyze|paralysed paralyzed
centre center|centres centers|centred centered|metre meter|metres meters
kilometre kilometer|kilometres kilometers|theatre theater|theatres theaters|fibre fiber|fibres fibers
defence defense|defences defenses|offence offense|offences offenses|pretence pretense|defenceless defenseless
fulfil fulfill|fulfils fulfills|fulfilment fulfillment|enrol enroll|enrolment enrollment|instalment installment
skilful skillful|wilful willful|wilfully willfully|grey gray|judgement judgment|judgements judgments
ageing aging|acknowledgement acknowledgment|towards toward|afterwards afterward|whilst while|amongst among
manoeuvre maneuver|paediatric pediatric|anaesthetic anesthetic|gynaecological gynecological|foetus fetus
haemorrhage hemorrhage|oestrogen estrogen|orthopaedic orthopedic|mould mold|plough plow|sceptical skeptical
sceptic skeptic|aluminium aluminum|adviser advisor|advisers advisors
protester protestor|protesters protestors|targeted targetted|targeting targetting|focused focussed|focusing focussing
benefited benefitted|benefiting benefitting|jewellery jewelry|marvellous marvelous|traveller traveler
"""


def american(word: str) -> str:
    """The American spelling of a lower-case word; itself where the list has none."""
    return _table().get(word, word)


@cache
def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for stem in _ISE.split():
        table |= {end.format(stem + "is"): end.format(stem + "iz") for end in _ISE_ENDS}
    for stem in _OUR.split():
        table |= {f"{stem}our{end}": f"{stem}or{end}" for end in _OUR_ENDS}
    for stem in _DOUBLE.split():
        table |= {f"{stem}l{end}": f"{stem}{end}" for end in _DOUBLE_ENDS}
    table |= dict(pair.split() for line in _PAIRS.strip().splitlines() for pair in line.split("|"))
    return table
