"""The façade that the command line, a notebook and later the REST API share: read, weigh, simulate, route, brief.

>>> from kordon import Workspace
>>> workspace = Workspace(seed=0)
>>> reading = workspace.read("examples/reports")
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kordon.errors import LookupFailed, NothingFound
from kordon.model import Claim, Event, Outcome, Report, RouteAnswer, Scenario, Zone

if TYPE_CHECKING:
    from kordon.brief.record import Brief
    from kordon.world import World

Progress = Callable[[str, float], None]
"""Called with what is being done and the share of the whole that is done (0 to 1)."""


def _silent(step: str, share: float) -> None:
    """Report nothing."""


@dataclass(frozen=True)
class Reading:
    """Reports as read, their claims, and the events that the claims form."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True)
class BriefResult:
    """A brief, the page that was written, and what the user should know about the run."""

    brief: Brief
    page: Path
    notes: tuple[str, ...]


class Workspace:
    """One world, one seed, and the five verbs. Nothing is kept between calls but the loaded world."""

    def __init__(self, *, seed: int = 0, viewpoint: str = "default") -> None:
        self.seed = seed
        self.viewpoint = viewpoint

    @property
    def world(self) -> World:
        """The bundled world, loaded on first use."""
        from kordon.world import load_world

        return load_world(self.viewpoint)

    def read(
        self, *sources: str, date: dt.date | None = None, lang: str = "", extractors: Sequence[str] = (),
        progress: Progress = _silent,
    ) -> Reading:  # fmt: skip
        """Return what reports say: claims, grouped into events across all of them.

        ``sources`` are files, folders, URLs or ``-``. Raises :class:`kordon.errors.InputError` or
        :class:`kordon.errors.FetchError` for what cannot be read. A text given twice is read once,
        unless another outlet printed it or it came out on another day.
        ``extractors`` names optional second readers (``kordon.plugins``), checked against the text word for word.
        """
        return self._understand(self._load(*sources, date=date, lang=lang), extractors, progress)

    def _load(self, *sources: str, date: dt.date | None, lang: str) -> tuple[Report, ...]:
        """Return the reports of all sources; the same report given twice counts once."""
        from kordon.reading import load_reports
        from kordon.reading.copies import distinct

        return distinct(report for source in sources for report in load_reports(source, date=date, lang=lang))

    def _understand(
        self, reports: Sequence[Report], extractors: Sequence[str] = (), progress: Progress = _silent
    ) -> Reading:
        """Return what loaded reports say."""
        from kordon.plugins import extractor
        from kordon.reading import group, read_framed

        readers = [extractor(name) for name in extractors]
        framed = []
        for number, report in enumerate(reports):
            progress(f"reading report {number + 1} of {len(reports)}", number / len(reports))
            framed.append(read_framed(report, extractors=readers))
        progress("grouping", 1.0)
        read = tuple(report for report, _ in framed)
        grouped, events = group(read, tuple(claim for _, claims in framed for claim in claims))
        return Reading(read, grouped, events)

    def zones(self, *, reading: Reading | None = None, as_of: dt.date) -> tuple[Zone, ...]:
        """Return the zone of every territory, post and corridor as known on ``as_of``."""
        from kordon.risk import weigh

        if reading is None:
            return weigh(self.world, as_of=as_of)
        return weigh(self.world, reports=reading.reports, claims=reading.claims, events=reading.events, as_of=as_of)

    def scenarios(self, reading: Reading, *, as_of: dt.date) -> tuple[Scenario, ...]:
        """Return the scenarios that a reading gives rise to, from 'confirmed' to 'feared worst case'."""
        from kordon.scenario import from_claims

        return from_claims(self.world, reading.reports, reading.claims, reading.events, as_of=as_of)

    def simulate(self, scenario: Scenario | str | Path, *, on: dt.date, runs: int = 0) -> Outcome:
        """Return baseline and scenario side by side, settled to a relative gap of 1e-5."""
        from kordon.scenario import load_scenario
        from kordon.scenario.simulate import simulate_kept

        if not isinstance(scenario, Scenario):
            scenario = load_scenario(scenario, self.world)
        return simulate_kept(self.world, scenario, on=on, seed=self.seed, runs=runs)

    def routes(
        self, origin: str, destination: str, *, cargo: str, on: dt.date, tonnes: float = 20.0,
        modes: Sequence[str] = (), avoid: Sequence[str] = (), via: Sequence[str] = (), zones: Sequence[Zone] = (),
    ) -> RouteAnswer:  # fmt: skip
        """Return lawful routes, and the refused ones with the rule that forbids them."""
        from kordon.plan import find_routes
        from kordon.world.cargo import cargo_class

        cargo_id, hs = cargo_class(cargo)
        return find_routes(
            self.world, origin, destination, cargo=cargo_id, hs=hs, tonnes=tonnes, on=on,
            modes=tuple(modes), avoid=tuple(avoid), via=tuple(via), zones=tuple(zones),
        )  # fmt: skip

    def brief(
        self, *sources: str, out: Path, pdf: bool = False, as_of: dt.date | None = None, date: dt.date | None = None,
        lang: str = "", progress: Progress = _silent,
    ) -> BriefResult:  # fmt: skip
        """Return the brief on some reports, written to the folder ``out``.

        ``as_of`` defaults to the date of the newest report. Raises :class:`kordon.errors.NothingFound` when no report
        holds a claim about freight, and :class:`kordon.errors.LookupFailed` when no report carries a date.
        """
        from kordon.brief import check_statements, compose, write
        from kordon.flow import prepare_aside
        from kordon.plan import ways_round
        from kordon.plan.soften import mitigate_kept
        from kordon.reading.langid import unread
        from kordon.reading.meta import to_come
        from kordon.risk import weigh
        from kordon.scenario import baseline
        from kordon.scenario.simulate import simulate_kept
        from kordon.scenario.threads import side_by_side

        prepare_aside()  # on a machine's first run the engine compiles while the reports are read
        progress("reading", 0.02)
        reports = self._load(*sources, date=date, lang=lang)
        dates = [report.published for report in reports if report.published]
        known = as_of or max(dates, default=None)
        with ThreadPoolExecutor(1) as aside:
            if known is not None:  # the compiled engine settles the baseline while the reports are read
                aside.submit(baseline, self.world, known)
            reading = self._understand(reports)
        if not reading.claims:
            raise NothingFound("no claim about freight was found in " + ", ".join(sources))
        if as_of is None and not dates:
            raise LookupFailed(
                "no report carries a publication date",
                where="--as-of",
                mend="give --date or --as-of YYYY-MM-DD",
            )
        day = as_of or max(dates)
        notes = [
            f"{report.origin}: no publication date; relative dates stay open"
            for report in reading.reports if report.published is None
        ] + [
            f"{report.origin}: dated {report.published}, which is still to come; check the date"
            for report in reading.reports if report.published and to_come(report.published)
        ] + [
            f"{report.origin}: this looks like {other}, which is not read; taken as {report.lang}"
            for report in reading.reports if (other := unread(report.text))
        ]  # fmt: skip
        progress("weighing", 0.1)
        world = self.world
        before = weigh(world, as_of=day, explain=False)
        after = self.zones(reading=reading, as_of=day)
        scenarios = self.scenarios(reading, as_of=day)
        progress(f"simulating {len(scenarios)} scenarios", 0.15)
        settled: list[str] = []

        def settle(scenario: Scenario) -> Outcome:
            outcome = simulate_kept(world, scenario, on=day, seed=self.seed)
            settled.append(scenario.id)
            progress(f"simulated {scenario.name}", 0.15 + 0.55 * len(settled) / len(scenarios))
            return outcome

        outcomes = side_by_side(settle, scenarios)
        progress("finding lawful ways round", 0.72)
        routes = ways_round(world, scenarios, outcomes, zones=after, on=day)
        progress("trying what would soften it", 0.8)
        mitigations = mitigate_kept(world, outcomes, on=day)
        progress("checking statements", 0.9)
        checks = check_statements(world, reading.reports, reading.claims, reading.events, outcomes, as_of=day)
        brief = compose(
            world, reports=reading.reports, claims=reading.claims, events=reading.events, zones_before=before,
            zones_after=after, outcomes=tuple(outcomes), routes=routes, mitigations=mitigations, checks=checks,
            as_of=day, seed=self.seed,
        )  # fmt: skip
        progress("writing", 0.95)
        page = write(brief, out, pdf=pdf)
        return BriefResult(brief, page, tuple(notes))
