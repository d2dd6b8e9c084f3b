# ruff: noqa: E501
"""A report's own frame: opinion, official notice, company notice, else news."""

from __future__ import annotations

import re

from kordon.model import ReportFrame, SourceClass
from kordon.reading.attribution import Speaker, named_speaker, signed
from kordon.reading.rules import View


def find_frame(views: list[View]) -> ReportFrame:
    """Return the frame of a text from its evaluative words, its first person and its attributions."""
    if not views:
        return "news"
    opinion = sum(len(view.concepts.get("OPINION", ())) for view in views)
    first = sum(1 for view in views for hit in view.concepts.get("FIRST", ()) if not _quoted(view, hit.first))
    attributed = sum(
        1
        for view in views
        if view.has("SAY", "ACCORDING", "CITING") and any(h.concept.startswith("SPK.") for h in view.hits)
    )
    n = len(views)
    if opinion + first >= 3 and (opinion + 0.7 * first) / n >= 0.3 and attributed / n < 0.35:
        return "opinion"
    return "news"


def _quoted(view: View, index: int) -> bool:
    """Whether a token stands inside quotation marks."""
    depth = 0
    for token in view.line[:index]:
        if token.text in "«“„":
            depth += 1
        elif token.text in "»”":
            depth -= 1
        elif token.text == '"':
            depth = 0 if depth else 1
    return depth > 0


_CUSTOMER = re.compile(
    r"客户提醒|客戶提醒|компаниясынан ескерту|(?:half-year|full-year|quarterly|annual|interim) (?:results|report|statement)|уважаемые (?:клиенты|партн[её]ры|заказчики|пользователи|коллеги|грузовладельцы|грузоотправители)|вниманию (?:клиентов|грузовладельцев|грузоотправителей)|"
    r"(?:customer|client|service|operational|trade) (?:advisory|notice|update|bulletin|alert)|dear (?:valued )?(?:customers?|clients?|partners?|shippers?)|"
    r"尊敬的(?:各位)?(?:客户|合作伙伴|货主)|尊敬的(?:各位)?(?:客戶)|致客户|致客戶|客户通知|客戶通知|我司|敝司|本公司|құрметті (?:клиент|серіктес|тапсырыс берушілер|жүк иелері)",
    re.I,
)
_OFFICIAL = re.compile(
    r"\A[^\n.]{5,160}\b(?:информирует|извещает|уведомляет|оповещает|разъясняет|напоминает|предупреждает)\s*[:.!]?\s*$|"
    r"(?:информирует|извещает|уведомляет|оповещает)\b(?:[^.\n]{0,80})(?::|о том|что)|доводит до сведения|сообщает следующее|министрлігінің хабарламасы|комитетінің хабарламасы|вниманию (?:участников|перевозчиков|водителей|судоводителей)|"
    r"^(?:официальное )?(?:объявление|уведомление|извещение|приказ|распоряжение|постановление)\b|"
    r"notice to (?:mariners|shipping|trade|airmen|importers|exporters|all)|(?:public|official) notice|notice is hereby|hereby (?:notif|inform|advise)\w+|for immediate release|"
    r"公告[：:]|通告[：:]|通知[：:]|特此(?:公告|通知|通告)|^\S{0,20}(?:公告|通告)\s*$|现(?:将|就)\S{0,20}公告|хабарлайды:|хабарландыру|назарына|хабардар етеді",
    re.I | re.M,
)


_SALUTATION = re.compile(
    r"(?:\bуважаемые|\bвниманию|\bdear|\battention|\bto all|\bқұрметті|尊敬的|^致)\s*[^\n.!?:,：！，。]{2,80}",
    re.I | re.M,
)
_CLOSING = re.compile(
    r"(?:^|[\n.!。！])[ \t]*(?:с уважением|(?:(?:kind|best|warm) )?regards|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|құрметпен|"
    r"此致(?:敬礼)?|顺颂商祺)[,，!！]?\s*(?P<name>[^\n]{2,80}(?:\n[^\n]{2,80}){0,3})\s*\Z",
    re.I,
)
_LAST_LINE_ZH = re.compile(r"\n\s*(?!特此)(?P<name>[㐀-鿿（）()]{3,30})\s*(?:\n\s*[\d年月日 ./-]+)?\s*\Z")


def _signature(views: list[View], text: str, source: SourceClass) -> Speaker | None:
    """Return who signs a notice: the body under 'С уважением', 'Kind regards', or alone in the last line of a Chinese one."""
    closing = _CLOSING.search(text)
    line = closing or (_LAST_LINE_ZH.search(text) if views[0].lang == "zh" else None)
    if line is None:
        return None
    a, b = line.span("name")
    body = next((s for view in views if view.sentence.end > a and (s := signed(view, a, b)) is not None), None)
    if body is None and closing is None:
        return None
    at = body.span[0] if body is not None and body.span else a
    begin, stop = max(a, text.rfind("\n", 0, at) + 1), text.find("\n", at)
    name = text[begin : min(b, stop if stop >= 0 else b)].strip(" .,")
    kind = body.source_class if body is not None and source != "company" else source
    return Speaker(kind, name, (), (begin, begin + len(name)), f"signed '{name}'")


def find_issuer(views: list[View], text: str) -> tuple[ReportFrame, Speaker] | None:
    """Return the frame and the issuer of a notice: a claim in it that names no source is the issuer's.

    A notice opens with words that only notices have ('Уважаемые клиенты', 'NOTICE TO MARINERS', '公告：'); who issues it is
    the speaker of its first sentences. None for anything else.
    """
    opening = text[:400]
    customer, official = _CUSTOMER.search(opening), _OFFICIAL.search(opening)
    if customer is None and official is None:
        return _own_voice(views)
    mark = customer or official
    assert mark is not None
    told = [m.span() for m in _SALUTATION.finditer(opening)]
    found = _signature(views, text, "company" if customer else "official") or next(
        (s for view in views[:3] if (s := named_speaker(view, told, subject=customer is not None)) is not None), None
    )
    if found is None:
        found = Speaker("company" if customer else "official", "", (), mark.span(), f"a notice: '{mark.group()}'")
    elif found.source_class not in ("official", "company"):
        return None
    if customer and found.source_class != "company":
        found = Speaker("company", "", (), mark.span(), f"a notice to customers: '{mark.group()}'")
    return ("company_notice" if found.source_class == "company" else "official_notice"), found


_ONE_PERSON = frozenset(
    ("i", "my", "me", "я", "мне", "мой", "моему", "моя", "мен", "менің", "меніңше", "我", "笔", "笔者", "авторы")
)
"""A person who speaks of himself writes an opinion, not a company's report."""


def _own_voice(views: list[View]) -> tuple[ReportFrame, Speaker] | None:
    """Return a company's own report: it says 'we' and 'our' of freight again and again, evaluates nothing and quotes nobody."""
    first = [(view, hit) for view in views for hit in view.concepts.get("FIRST", ()) if not _quoted(view, hit.first)]
    if any(view.line[hit.first].low in _ONE_PERSON for view, hit in first):
        return None
    if len(first) < 2 or len(first) < 0.3 * len(views) or any(view.concepts.get("OPINION") for view in views):
        return None
    if sum(view.has("FREIGHT", "VEHICLE", "CARGO", "ELEMENT") for view in views) < 2:
        return None
    if any(
        view.has("SAY", "ACCORDING")
        and any(h.concept in ("SPK.official", "SPK.media", "SPK.expert") for h in view.hits)
        for view in views
    ):
        return None
    view, hit = first[0]
    return "company_notice", Speaker("company", "", (), view.span(hit), f"a company speaks of itself: '{hit.entry}'")
