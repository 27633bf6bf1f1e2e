"""The few lines that a hand-out says in the language of the person who gets it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pubflow.language import LanguageTag


@dataclass(frozen=True, slots=True)
class Phrases:
    """`{count}`, `{numbers}`, `{moment}` are filled in; `{n}` is a number of the pack."""

    embargo: str
    translate: str
    review: str
    answer: str
    examples: tuple[str, ...]
    """What an answer looks like: agreed, asked, the new text, the rest."""
    marks: str
    deadline: str


ENGLISH: Final = Phrases(
    "Under embargo until {moment}: do not pass on, do not publish.",
    "To translate: {numbers} (units: {count}).",
    "To review: {numbers} (units: {count}). One that you agree to counts only once you say so.",
    "Change the file and send it back, or answer this message, each unit on a new line that begins with its number:",
    ("{n} ok", "{n}: why this word?", "{n} = the whole new text", "rest ok"),
    "Keep marks such as <b1> … </b1>.",
    "Wanted back by {moment}",
)
_OWN: Final = {
    "zh-TW": Phrases(
        "本文在{moment}前不得公開，請勿轉傳。",
        "請翻譯以下 {count} 則：{numbers}。",
        "請審閱以下 {count} 則：{numbers}。每一則都要您表示同意才算數。",
        "請修改附檔後寄回，或直接回覆本訊息，每則另起一行，以編號開頭：",
        ("{n} 可以", "{n}：為什麼用這個詞？", "{n} ＝ 整則新譯文", "其餘都可以"),
        "請保留 <b1> … </b1> 這類標記。",
        "請於{moment}前交回",
    ),
    "pt": Phrases(
        "Sob embargo até {moment}: não repasse nem publique.",
        "Para traduzir: {numbers} (trechos: {count}).",
        "Para revisar: {numbers} (trechos: {count}). Cada um só conta como aprovado quando você o disser.",
        "Altere o arquivo e devolva-o, ou responda a esta mensagem, cada trecho numa linha que começa com o número:",
        ("{n} ok", "{n}: por que esta palavra?", "{n} = o novo texto inteiro", "o resto ok"),
        "Mantenha marcas como <b1> … </b1>.",
        "Prazo: {moment}",
    ),
    "es": Phrases(
        "Bajo embargo hasta {moment}: no lo reenvíe ni lo publique.",
        "Para traducir: {numbers} (fragmentos: {count}).",
        "Para revisar: {numbers} (fragmentos: {count}). Cada uno cuenta como aprobado solo cuando usted lo diga.",
        "Modifique el archivo y devuélvalo, o responda a este mensaje, cada fragmento en una línea, con su número:",
        ("{n} ok", "{n}: ¿por qué esta palabra?", "{n} = el nuevo texto completo", "el resto ok"),
        "Conserve marcas como <b1> … </b1>.",
        "Plazo: {moment}",
    ),
    "fr": Phrases(
        "Sous embargo jusqu’au {moment} : ne pas transmettre, ne pas publier.",
        "À traduire : {numbers} (segments : {count}).",
        "À relire : {numbers} (segments : {count}). Chacun ne compte comme approuvé que si vous le dites.",
        "Modifiez le fichier et renvoyez-le, ou répondez à ce message, chaque segment sur une ligne, avec son numéro :",
        ("{n} ok", "{n} : pourquoi ce mot ?", "{n} = le nouveau texte entier", "le reste ok"),
        "Gardez les marques telles que <b1> … </b1>.",
        "À rendre avant : {moment}",
    ),
}  # fmt: skip


def phrases_for(tag: LanguageTag) -> Phrases | None:
    """Those of a language, or of its own without the region; None where only English is there. zh-HK is not zh-TW."""
    return _OWN.get(str(tag)) or (_OWN["zh-TW"] if tag.html == "zh-Hant-TW" else _OWN.get(tag.language))
