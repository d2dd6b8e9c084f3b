"""Who speaks in a Chinese sentence."""

from __future__ import annotations

from kordon.reading.attribution.deciding import deciding
from kordon.reading.attribution.speaker import Speaker, class_of, name_of, phrase_of, speakers_of
from kordon.reading.attribution.states import state_speaks
from kordon.reading.lexicon import Hit
from kordon.reading.rules import View


def chinese_speaker(view: View, before: Speaker | None) -> Speaker:
    """Return the speaker of a Chinese sentence; ``before`` is that of the sentence before."""
    speakers = speakers_of(view)
    frames = view.concepts.get("SAY", []) + view.concepts.get("ACCORDING", []) + view.concepts.get("CITING", [])
    best: tuple[float, Hit, Hit] | None = None
    for frame in frames:
        for hit in speakers:
            between = range(min(hit.last, frame.last), max(hit.first, frame.first))
            comma = any(view.line[k].text in "，,；;。：" for k in between)
            relay = frame.concept in ("ACCORDING", "CITING")
            if comma or (hit.first > frame.last) != relay:
                continue
            gap = (
                view.distance(hit, frame)
                + {"media": 2, "anonymous": -4}.get(class_of(hit), 0)
                - (3 if frame.concept == "CITING" else 0)
            )
            if gap <= 9 and (best is None or gap < best[0]):
                best = (gap, hit, frame)
    if best is None:
        colon = next(
            (
                s
                for s in speakers
                if s.first <= 10 and s.last + 1 < len(view.line) and view.line[s.last + 1].text in "：:"
            ),
            None,
        )
        if colon is not None:
            span = (view.line[0].start, view.line[colon.last].end)
            return Speaker(
                class_of(colon),
                view.text[slice(*span)],
                (),
                span,
                f"'{colon.entry}' before a colon",
                set(range(colon.last + 1)),
            )
        state = state_speaks(view, view.concepts.get("SAY", []))
        if state is not None:
            return state
        if (
            frames
            and before is not None
            and before.source_class != "author"
            and any(t.text in "他她" for t in view.line)
        ):
            return Speaker(
                before.source_class, before.name, before.chain, view.span(frames[0]), "continues the speaker before"
            )
        return deciding(view, speakers) or Speaker()
    _, hit, frame = best
    chain = tuple(
        name_of(view, phrase_of(view, s))
        for s in speakers
        if class_of(s) == "media" and s is not hit and any(abs(s.first - f.last) < 12 for f in frames)
    )
    first = phrase_of(view, hit)[0]
    a, b = min(view.line[first].start, view.span(frame)[0]), max(view.span(hit)[1], view.span(frame)[1])
    return Speaker(
        class_of(hit),
        view.text[view.line[first].start : view.line[hit.last].end],
        chain,
        (a, b),
        f"'{hit.entry}' ({hit.concept}) with '{frame.entry}'",
        set(range(min(hit.first, frame.first), max(hit.last, frame.last) + 1)),
    )
