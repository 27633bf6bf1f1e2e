"""Whole pages, as files: what a reader gets, byte for byte. `PUBFLOW_REWRITE_GOLDEN=1` writes them anew."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from pubflow.document import Alternate, Note, Page
from pubflow.editions.html import HtmlWriter
from pubflow.editions.text import TextWriter
from pubflow.statement import Atom, Block, Inline, Span, Statement, Text

HERE = Path(__file__).parent / "html"
LANGUAGES = ("en", "zh-TW", "pt-BR", "ar", "ja")
ALTERNATES = tuple(Alternate(language, f"specimen.{language}.html") for language in LANGUAGES)


def p(*inlines: Inline | str) -> Block:
    return Block("paragraph", inlines=_inlines(inlines))


def _inlines(parts: tuple[Inline | str, ...]) -> tuple[Inline, ...]:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def link(words: str, href: str) -> Span:
    return Span("link", (Text(words),), (("href", href),))


def em(words: str) -> Span:
    return Span("emphasis", (Text(words),))


def strong(words: str) -> Span:
    return Span("strong", (Text(words),))


def note(label: str) -> Atom:
    return Atom("footnote-ref", (("label", label),))


def heading(level: int, words: str) -> Block:
    return Block("heading", inlines=(Text(words),), level=level)


def items(*blocks: Block, ordered: bool = False) -> Block:
    attrs = (("ordered", "true"), ("tight", "true")) if ordered else (("tight", "true"),)
    return Block("list", children=tuple(Block("item", children=(block,)) for block in blocks), attrs=attrs)


def table(*rows: tuple[str, ...]) -> Block:
    def cell(words: str, *, header: bool, number: bool) -> Block:
        attrs = (*((("align", "right"),) if number else ()), *((("header", "true"),) if header else ()))
        return Block("cell", inlines=(Text(words),), attrs=attrs)

    return Block(
        "table",
        children=tuple(
            Block("row", children=tuple(cell(w, header=not i, number=bool(j)) for j, w in enumerate(row)))
            for i, row in enumerate(rows)
        ),
    )


def footnote(label: str, *inlines: Inline | str) -> Block:
    return Block("footnote", children=(p(*inlines),), attrs=(("label", label),))


def picture(src: str, alt: str, caption: str) -> Block:
    return Block("paragraph", inlines=(Atom("image", (("alt", alt), ("src", src), ("title", caption))),))


LONG_ADDRESS = "https://example.org/a/very/long/address/that/has/to/break/somewhere-on-a-small-phone?document=12345"
CONTACT = "Press desk: press@example.org\n+44 20 5550 0100"

ENGLISH = Statement(
    "specimen",
    "en",
    (
        ("title", "No one may be sent back to torture"),
        ("subtitle", "States must keep the oldest promise of refugee law, at sea as on land"),
        ("date", "2024-06-24"),
        ("place", "Geneva"),
        ("summary", "Non-refoulement binds every state, at every border."),
        ("contact", CONTACT),
    ),
    (
        heading(1, "No one may be sent back to torture"),
        p(
            "The prohibition of ",
            em("refoulement"),
            " is among the few rules that know no exception. It protects ",
            strong("every person"),
            ", whatever the papers they carry, and it binds every state that has ratified the ",
            link("Convention against Torture", "https://www.ohchr.org/en/instruments-mechanisms"),
            " of 1984.",
            note("cat"),
        ),
        p(
            "“A border is not a place where rights end. Whoever turns a boat around decides over lives, and must "
            "answer for it before a court,” the organisation said."
        ),
        heading(2, "What the law says"),
        Block(
            "quote",
            children=(
                p(
                    "No State Party shall expel, return (“refouler”) or extradite a person to another State where "
                    "there are substantial grounds for believing that he would be in danger of torture."
                ),
            ),
        ),
        p("Article 3 leaves no room for a balance of interests.", note("cat"), " Three duties follow:"),
        items(
            p("to examine each case, one by one;"),
            p("to let the person ", em("be heard"), ", with an interpreter;"),
            p("to suspend removal until a court has decided."),
            ordered=True,
        ),
        heading(4, "Ratifications"),
        table(
            ("Instrument", "Adopted", "States parties"),
            ("Convention relating to the Status of Refugees", "1951", "146"),
            ("Convention against Torture", "1984", "174"),
        ),
        picture("media/border.svg", "A fence runs through a field; a gate stands open.", "The crossing at dawn."),
        heading(2, "What must happen now"),
        items(
            p("Write to ", Atom("autolink", (("href", "mailto:desk@example.org"), ("text", "desk@example.org"))), "."),
            p(
                "Read ",
                Atom(
                    "autolink",
                    (
                        (
                            "href",
                            LONG_ADDRESS,
                        ),
                        (
                            "text",
                            LONG_ADDRESS,
                        ),
                    ),
                ),
                ".",
            ),
            p("Quote the document as ", Atom("code", (("text", "CAT/C/GC/4"),)), "."),
        ),
        Block("rule"),
        p("First line of an address", Atom("break"), "and its second line", note("who"), "."),
        footnote("cat", "Convention against Torture and Other Cruel, Inhuman or Degrading Treatment, 1465 UNTS 85."),
        footnote("who", "Who is meant is told in ", link("the statute", "statute.html"), "."),
    ),
)

CHINESE = Statement(
    "specimen",
    "zh-TW",
    (
        ("title", "任何人都不得被送回酷刑之地"),
        ("subtitle", "無論在海上或陸上，各國都必須信守難民法最古老的承諾"),
        ("date", "2024-06-24"),
        ("place", "日內瓦"),
        ("summary", "不遣返原則約束每個國家、每道邊界。"),
        ("contact", CONTACT),
    ),
    (
        heading(1, "任何人都不得被送回酷刑之地"),
        p(
            "禁止",
            em("強制遣返"),
            "是少數不容任何例外的規範。無論當事人持有何種證件，它都保護",
            strong("每一個人"),
            "，並約束所有批准1984年",
            link("《禁止酷刑公約》", "https://www.ohchr.org/en/instruments-mechanisms"),
            "的國家。",
            note("cat"),
        ),
        p(
            "本組織表示：「邊界不是權利終止之處。任何人下令把船隻推回海上，就是在決定他人的生死，必須在法庭上負起責任。」"
        ),
        heading(2, "法律如何規定"),
        Block(
            "quote",
            children=(
                p(
                    "如有充分理由相信任何人在另一國家將有遭受酷刑的危險，任何締約國不得將該人驅逐、遣返（refouler）或引渡至該國。"
                ),
            ),
        ),
        p("第3條不容許任何利益權衡。", note("cat"), "由此產生三項義務："),
        items(
            p("逐案審查每一名當事人的情況；"),
            p("在通譯協助下，讓當事人", em("陳述意見"), "；"),
            p("在法院作出裁判前，暫停執行遣返。"),
            ordered=True,
        ),
        heading(4, "批准情形"),
        table(("文書", "通過年份", "締約國"), ("《難民地位公約》", "1951", "146"), ("《禁止酷刑公約》", "1984", "174")),
        picture("media/border.svg", "一道圍籬穿過田野，門是開著的。", "黎明時分的通行口。"),
        heading(2, "現在必須做什麼"),
        items(
            p("來信請寄 ", Atom("autolink", (("href", "mailto:desk@example.org"), ("text", "desk@example.org"))), "。"),
            p("引用時請註明文件編號 ", Atom("code", (("text", "CAT/C/GC/4"),)), "。"),
            p("換行\n不得出現空格。"),
        ),
        Block("rule"),
        p("地址第一行", Atom("break"), "地址第二行", note("who"), "。"),
        footnote("cat", "《禁止酷刑和其他殘忍、不人道或有辱人格之待遇或處罰公約》，1465 UNTS 85。"),
        footnote("who", "對象詳見", link("規約", "statute.html"), "。"),
    ),
)

ARABIC = Statement(
    "specimen",
    "ar",
    (
        ("title", "لا يجوز إعادة أي شخص إلى التعذيب"),
        ("subtitle", "على الدول أن تفي بأقدم وعود قانون اللاجئين، في البحر كما في البر"),
        ("date", "2024-06-24"),
        ("place", "جنيف"),
        ("embargo", "2024-06-24 22:00 Europe/London"),
        ("contact", "المكتب الصحفي: press@example.org\nهاتف: +44 20 5550 0100"),
    ),
    (
        p(
            "يُعد حظر ",
            em("الإعادة القسرية"),
            " من القواعد القليلة التي لا تقبل أي استثناء. وهو يحمي ",
            strong("كل شخص"),
            "، ويلزم كل دولة صادقت على ",
            link("اتفاقية مناهضة التعذيب", "https://www.ohchr.org/en/instruments-mechanisms"),
            " لعام 1984.",
            note("cat"),
        ),
        p(
            "وقالت المنظمة: «الحدود ليست مكانًا تنتهي عنده الحقوق. ومن يعيد قاربًا إلى البحر يقرر مصير أرواح، "
            "وعليه أن يُحاسب أمام القضاء»."
        ),
        heading(2, "ماذا يقول القانون"),
        Block(
            "quote",
            children=(p("لا يجوز لأية دولة طرف أن تطرد أي شخص أو أن تعيده (“refouler”) أو أن تسلمه إلى دولة أخرى."),),
        ),
        p("No balance of interests is allowed.", note("cat")),
        items(
            p("دراسة كل حالة على حدة؛"), p("الاستماع إلى الشخص بحضور مترجم؛"), p("To suspend removal."), ordered=True
        ),
        table(
            ("الصك", "سنة الاعتماد", "الدول الأطراف"),
            ("الاتفاقية الخاصة بوضع اللاجئين", "1951", "146"),
            ("اتفاقية مناهضة التعذيب", "1984", "174"),
        ),
        heading(2, "ما المطلوب الآن"),
        items(
            p("راسلوا ", Atom("autolink", (("href", "mailto:desk@example.org"), ("text", "desk@example.org"))), "."),
            p("رمز الوثيقة ", Atom("code", (("text", "CAT/C/GC/4"),)), "، وبعضها still in English."),
        ),
        footnote("cat", "اتفاقية مناهضة التعذيب، 1465 UNTS 85."),
    ),
)

PUBLISHED = tuple(replace(one, url=f"https://example.org/{one.language}/specimen") for one in ALTERNATES[:3])
EMBARGO = ("embargo", "2024-07-01 22:00 Europe/London")
CORRECTIONS = {
    "zh-TW": (
        Note("2024-06-25T09:10:00+08:00", "第二段原誤植為「1994年」，正確為「1984年」。"),
        Note("2024-07-03T18:00:00+08:00", "表格中《禁止酷刑公約》締約國數更新為174國。"),
    ),
    "ar": (Note("2024-06-25T09:10:00+03:00", "ورد في نسخة سابقة أن الاتفاقية اعتُمدت عام 1994، والصحيح 1984."),),
}
RETRACTION = Note("2024-08-01T10:00:00+01:00", "The document it rests on was forged. A new statement will follow.")

CASES: dict[str, tuple[Statement, Page]] = {
    "english": (ENGLISH, Page("en", alternates=ALTERNATES)),
    "chinese": (CHINESE, Page("zh-TW", alternates=ALTERNATES)),
    "chinese-sample": (CHINESE, Page("zh-TW", alternates=ALTERNATES[:2], sample=True)),
    "arabic-draft": (
        ARABIC,
        Page("ar", alternates=ALTERNATES, draft=True, machine=True, untranslated=frozenset({4, 7, 19})),
    ),
    "chinese-published-corrected": (
        CHINESE,
        Page(
            "zh-TW",
            alternates=PUBLISHED,
            url=PUBLISHED[1].url,
            publisher="人權聲明工作室",
            modified="2024-07-03T18:00:00+08:00",
            corrections=CORRECTIONS["zh-TW"],
        ),
    ),
    "chinese-embargoed": (
        replace(CHINESE, meta=(*CHINESE.meta, EMBARGO)),
        Page("zh-TW", alternates=ALTERNATES[:2], embargoed_copy=True),
    ),
    "chinese-local": (
        CHINESE,
        Page(
            "zh-TW", alternates=ALTERNATES[:2], local=frozenset({4, 5}), contact=("台北新聞聯絡人：press@example.tw",)
        ),
    ),
    "arabic-stale-corrected": (
        replace(ARABIC, meta=tuple(pair for pair in ARABIC.meta if pair[0] != "embargo")),
        Page("ar", alternates=ALTERNATES, stale=True, corrections=CORRECTIONS["ar"]),
    ),
    "english-retracted": (ENGLISH, Page("en", alternates=PUBLISHED, url=PUBLISHED[0].url, retraction=RETRACTION)),
    # Greek has no catalog: the page speaks English there, and says so to screen readers.
    "greek-fallback": (
        Statement("short", "el", (("title", "Κανείς"), ("date", "2024-07-01")), (p("Ένα δικαίωμα."),)),
        Page("el", draft=True),
    ),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("writer", [HtmlWriter(), TextWriter()], ids=lambda writer: writer.format)
def test_page_is_the_one_on_file(name: str, writer: HtmlWriter | TextWriter) -> None:
    statement, page = CASES[name]
    made = writer.write(statement, page)
    golden = HERE / f"{name}{writer.suffix}"
    if os.environ.get("PUBFLOW_REWRITE_GOLDEN"):
        golden.write_bytes(made)
    assert made.decode() == golden.read_bytes().decode()
