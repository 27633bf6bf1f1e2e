"""An answer in a message: `17 ok`, `17: why this word?`, `17 = the new text`, `rest ok`. Pure.

Nothing is guessed. What is not surely an answer is handed back as it stands, and nothing counts as agreed to where the
words around it leave a doubt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from pubflow.exchange.handout import code_in

AnswerKind = Literal["agreed", "target", "remark"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one unit."""

    number: int
    kind: AnswerKind
    text: str = ""
    """The new target, or the remark; "" for `agreed`."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A message, read."""

    pack: str = ""
    """The pack that it names, if it quotes ours."""
    answers: tuple[Answer, ...] = ()
    rest: bool = False
    """Whether it says that all other units are right."""
    unsure: tuple[str, ...] = ()
    """Lines that are no sure answer, as they stand."""
    doubted: frozenset[int] = frozenset()
    """Units that an unsure line names: `rest ok` does not mean them."""


def dumps(reply: Reply) -> str:
    """The message that says this, one answer after the other."""
    lines = []
    for answer in reply.answers:
        said = {"agreed": " ok", "target": f" = {answer.text}", "remark": f": {answer.text}"}[answer.kind]
        lines.append(f"{answer.number}{said}")
    return "\n".join([*lines, *(["rest ok"] if reply.rest else [])]) + "\n"


def loads(text: str, numbers: Collection[int]) -> Reply:
    """Read a message about the units of these numbers. Quoted lines, our own message and signatures are passed over."""
    reader = _Reader(frozenset(numbers))
    for line in _said(text):
        reader.take(line)
    return replace(reader.done(), pack=code_in(text))


# --- what the person wrote --------------------------------------------------------------------------------------------

_QUOTED: Final = re.compile(r"\s*[>＞]")
_WROTE: Final = re.compile(
    r".{0,200}(wrote|寫道|写道|來信|escreveu|escribió|a écrit|schrieb[^:]{0,60})\s*[:：]\s*", re.IGNORECASE
)
_ORIGINAL: Final = re.compile(
    r"\s*(-{3,}.{0,40}(original|forwarded|原始郵件|轉寄|encaminhada|reenviado|transféré).{0,40}-{3,}|_{20,})\s*",
    re.IGNORECASE,
)
_MAIL_HEAD: Final = re.compile(
    r"(from|to|cc|sent|date|subject|寄件者|寄件人|收件者|收件人|日期|主旨|de|para|enviado|assunto|asunto|à|objet|envoyé|"
    r"von|an|betreff|gesendet)\s?[:：]",
    re.IGNORECASE,
)
_SIGNATURE: Final = re.compile(r"(--|—) ?")
_DEVICE: Final = re.compile(
    r"\s*(sent from my|get outlook for|從我的|传送自我的|enviado (do|desde|de) m|envoyé de mon|von meinem).{0,60}",
    re.IGNORECASE,
)
_BEGIN: Final = re.compile(r"\s*(EMBARGO|HAND-OUT)\b.*\[pubflow[: ][0-9a-f]{12}\]")
_END: Final = re.compile(r"\s*END \[pubflow[: ][0-9a-f]{12}\]")
_COURTESY: Final = re.compile(
    r"(hi|hello|dear|hey|thanks?|thank you|many thanks|thx|cheers|best|best wishes|(kind |best |warm )?regards|"
    r"您好|你好|嗨|謝謝|谢谢|感謝|多謝|祝好|敬祝|olá|oi|bom dia|boa noite|boa tarde|obrigad[oa]|abraços?|hola|gracias|"
    r"un saludo|saludos|bonjour|bonsoir|merci|cordialement|hallo|danke|gruß)\b.{0,40}",
    re.IGNORECASE,
)  # fmt: skip


def _said(text: str) -> Iterator[str]:
    """The lines of the message that are its writer's own."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = _after_head(lines)
    ours = False
    for number in range(at, len(lines)):
        line = lines[number].rstrip()
        if ours or _BEGIN.match(line):
            ours = _END.match(line) is None
        elif _ORIGINAL.fullmatch(line) or _SIGNATURE.fullmatch(line) or _is_head(lines, number):
            return
        elif _QUOTED.match(line) or _WROTE.fullmatch(line) or _DEVICE.fullmatch(line) or _END.match(line):
            continue
        else:
            yield line


def _after_head(lines: list[str]) -> int:
    """Where a saved mail's own head ends; 0 where it has none."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not _is_head(lines, first):
        return 0
    return next((number for number in range(first, len(lines)) if not lines[number].strip()), len(lines))


def _is_head(lines: list[str], at: int) -> bool:
    """Two lines in a row such as `From: ...` and `Sent: ...`."""
    return all(_MAIL_HEAD.match(line.strip(" *")) for line in lines[at : at + 2]) and len(lines) > at + 1


# --- what it says -----------------------------------------------------------------------------------------------------

_PLAIN: Final = str.maketrans("０１２３４５６７８９：＝，、．（）－–—～~　＃［］", "0123456789:=,,.()----- #[]")
_HEAD: Final = re.compile(
    r"\s*(?:[-*•·]\s+)?[(\[]?\s*(?:#|第|單元|单元|段落|units?\b|no\.|nos\.|nº|n\.º|n°|segments?\b|trechos?\b|fragmentos?\b)?\s*"
    r"(?P<numbers>[0-9]{1,5}(?:\s*(?:-|,|&|至|到|和|與|跟|\band\b|\bto\b|\be\b|\ba\b|\by\b|\bet\b|\bund\b|\bbis\b)\s*[0-9]{1,5})*)"
    r"\s*(?:號|号|則|则|段|條|条|句)?\s*[)\]]?\s*(?P<sign>:(?!\d\d\b)|=|\.(?=\s|[^\x00-\x7f])|,|->|→|-(?=\s))?\s*(?P<said>.*)",
    re.IGNORECASE,
)  # fmt: skip
_RANGE: Final = re.compile(r"([0-9]+)\s*(?:-|至|到|\bto\b|\ba\b|\bbis\b)\s*([0-9]+)", re.IGNORECASE)
_ANY_NUMBER: Final = re.compile(r"[0-9]{1,5}")
_AGREEING: Final = """
ok | okay | k | yes | agreed | agree | fine | good | right | correct | approved | lgtm | all good | looks good
all fine | all right | all ok | is ok | is fine | no change | no changes
可 | 可以 | 好 | 好的 | 行 | 沒問題 | 没问题 | 沒有問題 | 同意
無誤 | 无误 | 正確 | 正确 | 對 | 對的 | 不用改 | 不需修改
sim | certo | concordo | aprovado | bem | está bem | está ok | está certo | tudo bem | tudo certo | de acordo
sem alterações
sí | si | bien | vale | correcto | conforme | está bien | de acuerdo
oui | bon | parfait | d'accord | d’accord | c'est bon | c’est bon | ça va | ja | passt | einverstanden
✓ | ✔ | ✅ | 👍 | 👌
"""
_OK: Final = frozenset(words.strip() for line in _AGREEING.strip().split("\n") for words in line.split("|"))
_REST: Final = re.compile(
    r"(?:and |e |y |et |und |，)?(?:all (?:the )?(?:others?|rest)|(?:the )?(?:rest|others|other ones)|"
    r"(?:the )?remaining(?: ones| units)?|everything else|all else|其餘|其余|其他|其它|剩下|剩餘|o resto|o restante|"
    r"os demais|as demais|os outros|el resto|lo demás|los demás|le reste|les autres|der rest|"
    r"all|everything|全部|tudo|todo|todos|tout)(?![a-zà-ÿ])"
)
_FILLER: Final = re.compile(
    r"(?:\s|[:,.;\-–—，、：。]|\b(?:is|are|all|looks?|of them|units?|está|estão|esta|están|est|sont|ist|of it)\b|"
    r"都|皆|均|全|也|的|部分|部份|則)"
)
_THANKS: Final = re.compile(r"[\s,.!。]*\b(thanks|thank you|謝謝|谢谢|obrigad[oa]|gracias|merci|danke)[\s.!。]*$")


def is_ok(text: str) -> bool:
    """Whether these words agree, and say nothing else."""
    words = _THANKS.sub("", unicodedata.normalize("NFKC", text).casefold()).strip(".!。,;～~ ")
    return words in _OK


class _Reader:
    def __init__(self, known: frozenset[int]) -> None:
        self._known = known
        self._answers: list[Answer] = []
        self._unsure: list[str] = []
        self._doubted: set[int] = set()
        self._rest = False
        self._open: list[Answer] = []
        """The answers that the last line gave, to which an unnumbered line would belong."""
        self._rest_open = False
        self._after_blank = False

    def take(self, line: str) -> None:
        """The next line that the person wrote."""
        stripped = line.strip()
        if not stripped:
            self._after_blank = True
            return
        if self._is_rest(stripped) or self._is_answer(stripped):
            self._after_blank = False
        elif _looks_like_one(stripped):
            self._doubt_text()
            self._unread(stripped)
            self._open, self._rest_open = [], False
        elif not _COURTESY.fullmatch(stripped):
            self._further(stripped)

    def done(self) -> Reply:
        """All that was said; of a unit that is spoken of in two ways, nothing is agreed to."""
        said: dict[int, list[Answer]] = {}
        for answer in self._answers:
            if answer not in said.setdefault(answer.number, []):
                said[answer.number].append(answer)
        answers = [answer for same in said.values() for answer in _settled(same)]
        return Reply("", tuple(answers), self._rest, tuple(self._unsure), frozenset(self._doubted))

    def _is_rest(self, line: str) -> bool:
        plain = unicodedata.normalize("NFKC", line).casefold().strip(" -*•·")
        match = _REST.match(plain)
        if match is None:
            return False
        said = plain[match.end() :]
        while said and (filler := _FILLER.match(said)) and not is_ok(said):
            said = said[filler.end() :]
        if not is_ok(said):
            return False
        self._rest, self._rest_open, self._open = True, True, []
        return True

    def _is_answer(self, line: str) -> bool:
        plain = line.translate(_PLAIN)
        match = _HEAD.fullmatch(plain)
        if match is None:
            return False
        numbers = _numbers(match["numbers"])
        said, sign = line[match.start("said") :].strip(), match["sign"] or ""
        if not (numbers and self._known.issuperset(numbers) and said and (sign.strip(",") or is_ok(said))):
            return False
        if sign == "=" and len(numbers) > 1:
            return False
        kind: AnswerKind = "agreed" if is_ok(said) and sign != "=" else "target" if sign == "=" else "remark"
        self._open = [Answer(number, kind, "" if kind == "agreed" else said) for number in numbers]
        self._answers += self._open
        self._rest_open = False
        return True

    def _further(self, line: str) -> None:
        """A line without a number: part of the remark before it, or a doubt about what was said before it."""
        if self._open and not self._after_blank:
            for answer in self._open:
                self._answers.remove(answer)
            text = [(answer, f"{answer.text}\n{line}" if answer.text else f"ok\n{line}") for answer in self._open]
            self._open = [
                Answer(answer.number, "remark" if answer.kind == "agreed" else answer.kind, said)
                for answer, said in text
            ]
            self._answers += self._open
            return
        if self._rest_open and not self._after_blank:
            self._rest = False
            self._unsure.append("rest ok")
        self._doubt_text()
        self._unread(line)

    def _doubt_text(self) -> None:
        """What follows a new text may be its second half: then the first half alone would be wrong."""
        doubted = [answer for answer in self._open if answer.kind == "target"]
        if doubted:
            self._answers = [replace(one, kind="remark") if one in doubted else one for one in self._answers]
            self._open = []

    def _unread(self, line: str) -> None:
        self._unsure.append(line)
        mentioned = {int(found) for found in _ANY_NUMBER.findall(line.translate(_PLAIN))}
        self._doubted |= mentioned & self._known


def _looks_like_one(line: str) -> bool:
    """Whether it speaks for itself and not for the line before, though it is no sure answer."""
    if _REST.match(unicodedata.normalize("NFKC", line).casefold()):
        return True
    match = _HEAD.fullmatch(line.translate(_PLAIN))
    return match is not None and bool((match["sign"] or "").strip(",") or is_ok(match["said"]))


def _settled(same: list[Answer]) -> list[Answer]:
    if len(same) == 1:
        return same
    return [replace(answer, kind="remark") for answer in same if answer.kind != "agreed"]


def _numbers(text: str) -> list[int] | None:
    """The numbers of `12-15, 17`; None where a range runs backwards or is absurd."""
    found: list[int] = []
    rest = text
    for first, last in _RANGE.findall(text):
        if not 0 <= int(last) - int(first) <= 2000:
            return None
        found += range(int(first), int(last) + 1)
    rest = _RANGE.sub(" ", rest)
    found += [int(number) for number in _ANY_NUMBER.findall(rest)]
    return sorted(set(found))
