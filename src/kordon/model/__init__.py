"""The records that every room passes around: frozen, typed, with the unit in the name, no input or output.

Reading fills :class:`Report`, :class:`Claim` and :class:`Event`; weighing fills :class:`Zone`; scenarios are
:class:`Scenario` records of :class:`Measure`; simulation returns an :class:`Outcome`. Every number that a person
will see travels with a :class:`Provenance` or inside a :class:`Figure`.

Each noun has a module of its own, loaded when one of its names is first asked for (PEP 562): who only reads builds no
record of a simulation.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

_NAMES = {
    "figures": ("Figure", "Mode", "Provenance", "ProvenanceKind", "Record", "Span"),
    "reports": (
        "Attribution",
        "Cause",
        "Certainty",
        "Claim",
        "ClaimCargo",
        "ClaimMode",
        "ClaimPlace",
        "ClaimStatus",
        "ClaimType",
        "DatePrecision",
        "Direction",
        "Event",
        "Quantity",
        "Report",
        "ReportFrame",
        "SourceClass",
        "only_way_round",
    ),
    "statements": ("StatementCheck",),
    "zones": ("Evidence", "HORIZONS_DAYS", "SubjectKind", "Zone", "ZoneColour"),
    "scenarios": ("Freight", "Measure", "MeasureKind", "Scenario", "Where"),
    "outcomes": (
        "CargoRow",
        "Convergence",
        "FlowRow",
        "LossRow",
        "Manifest",
        "Mitigation",
        "Outcome",
        "PostRow",
        "ShiftRow",
    ),
    "routes": ("Leg", "Obligation", "OfferedRoute", "RefusedRoute", "RouteAnswer"),
}
_HOME = {name: module for module, names in _NAMES.items() for name in names}

if TYPE_CHECKING:
    from kordon.model.figures import Figure as Figure
    from kordon.model.figures import Mode as Mode
    from kordon.model.figures import Provenance as Provenance
    from kordon.model.figures import ProvenanceKind as ProvenanceKind
    from kordon.model.figures import Record as Record
    from kordon.model.figures import Span as Span
    from kordon.model.outcomes import CargoRow as CargoRow
    from kordon.model.outcomes import Convergence as Convergence
    from kordon.model.outcomes import FlowRow as FlowRow
    from kordon.model.outcomes import LossRow as LossRow
    from kordon.model.outcomes import Manifest as Manifest
    from kordon.model.outcomes import Mitigation as Mitigation
    from kordon.model.outcomes import Outcome as Outcome
    from kordon.model.outcomes import PostRow as PostRow
    from kordon.model.outcomes import ShiftRow as ShiftRow
    from kordon.model.reports import Attribution as Attribution
    from kordon.model.reports import Cause as Cause
    from kordon.model.reports import Certainty as Certainty
    from kordon.model.reports import Claim as Claim
    from kordon.model.reports import ClaimCargo as ClaimCargo
    from kordon.model.reports import ClaimMode as ClaimMode
    from kordon.model.reports import ClaimPlace as ClaimPlace
    from kordon.model.reports import ClaimStatus as ClaimStatus
    from kordon.model.reports import ClaimType as ClaimType
    from kordon.model.reports import DatePrecision as DatePrecision
    from kordon.model.reports import Direction as Direction
    from kordon.model.reports import Event as Event
    from kordon.model.reports import Quantity as Quantity
    from kordon.model.reports import Report as Report
    from kordon.model.reports import ReportFrame as ReportFrame
    from kordon.model.reports import SourceClass as SourceClass
    from kordon.model.reports import only_way_round as only_way_round
    from kordon.model.routes import Leg as Leg
    from kordon.model.routes import Obligation as Obligation
    from kordon.model.routes import OfferedRoute as OfferedRoute
    from kordon.model.routes import RefusedRoute as RefusedRoute
    from kordon.model.routes import RouteAnswer as RouteAnswer
    from kordon.model.scenarios import Freight as Freight
    from kordon.model.scenarios import Measure as Measure
    from kordon.model.scenarios import MeasureKind as MeasureKind
    from kordon.model.scenarios import Scenario as Scenario
    from kordon.model.scenarios import Where as Where
    from kordon.model.statements import StatementCheck as StatementCheck
    from kordon.model.zones import HORIZONS_DAYS as HORIZONS_DAYS
    from kordon.model.zones import Evidence as Evidence
    from kordon.model.zones import SubjectKind as SubjectKind
    from kordon.model.zones import Zone as Zone
    from kordon.model.zones import ZoneColour as ZoneColour


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'kordon.model' has no attribute {name!r}")
    value = getattr(import_module(f"kordon.model.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_HOME)
