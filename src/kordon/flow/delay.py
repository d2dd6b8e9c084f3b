"""How long a link takes under load: kinds of delay function, one per link, mixed freely.

Every function here is vectorised over links and independent of the compiled solver, so that audits can use it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kordon.flow.graph import Bools, Floats, as_floats

CONSTANT, BPR, CONICAL, QUEUE, LIMIT, PLUGGED = 0, 1, 2, 3, 4, 16
"""Kind codes; a plug-in has code ``PLUGGED`` + its number in ``Delay.functions``."""

_NAMES = {CONSTANT: "constant", BPR: "bpr", CONICAL: "conical", QUEUE: "queue", LIMIT: "limit"}


@runtime_checkable
class DelayFunction(Protocol):
    """A delay function of one's own: three scalar functions of ``(volume, free_days, capacity, p1, p2)``.

    They must be plain arithmetic (``math`` functions allowed): the solver compiles them. ``days`` must not fall as
    volume grows, ``slope`` is its derivative by volume (days per unit of volume), ``bend`` the derivative of that
    (used by the system optimum only).
    """

    name: str

    @staticmethod
    def days(volume: float, free_days: float, capacity: float, p1: float, p2: float) -> float:
        """Return the delay in days."""
        ...

    @staticmethod
    def slope(volume: float, free_days: float, capacity: float, p1: float, p2: float) -> float:
        """Return the derivative of ``days`` by volume."""
        ...

    @staticmethod
    def bend(volume: float, free_days: float, capacity: float, p1: float, p2: float) -> float:
        """Return the second derivative of ``days`` by volume."""
        ...


@dataclass(frozen=True, eq=False)
class Delay:
    """Per link: kind, free time in days, capacity per day (in the unit of volume), two parameters.

    Use the constructors by kind and mix them with :meth:`where`:

    >>> road = Delay.bpr([0.5, 0.5], [100, 100])
    >>> post = Delay.queue([0.1, 0.1], [100, 100], horizon_days=30)
    >>> Delay.where([True, False], road, post).days([100, 100]).round(3).tolist()
    [0.575, 0.222]
    """

    kind: NDArray[np.int8]
    free_days: Floats
    capacity: Floats
    p1: Floats
    p2: Floats
    functions: tuple[DelayFunction, ...] = ()

    @classmethod
    def constant(cls, free_days: ArrayLike) -> Delay:
        """Return links whose time does not depend on load."""
        return cls._of(CONSTANT, free_days, np.inf, 0.0, 0.0)

    @classmethod
    def bpr(cls, free_days: ArrayLike, capacity: ArrayLike, alpha: ArrayLike = 0.15, power: ArrayLike = 4.0) -> Delay:
        """Return ``t0 * (1 + alpha * (v / c) ** power)``.

        Bureau of Public Roads, *Traffic Assignment Manual*, Washington 1964. ``alpha >= 0``; ``power >= 1``, or 0
        for a link that is dearer by a constant.
        """
        return cls._of(BPR, free_days, capacity, alpha, power)

    @classmethod
    def conical(cls, free_days: ArrayLike, capacity: ArrayLike, alpha: ArrayLike = 4.0) -> Delay:
        """Return Spiess's conical function, twice the free time at capacity; ``alpha > 1``.

        ``t0 * (2 + sqrt(alpha**2 (1 - z)**2 + b**2) - alpha (1 - z) - b)``, ``z = v / c``,
        ``b = (2 alpha - 1) / (2 alpha - 2)``. H. Spiess, Conical volume-delay functions, *Transportation Science* 24
        (2), 1990.
        """
        return cls._of(CONICAL, free_days, capacity, alpha, 0.0)

    @classmethod
    def queue(
        cls, free_days: ArrayLike, capacity: ArrayLike, horizon_days: ArrayLike = 30.0, burstiness: ArrayLike = 0.1
    ) -> Delay:
        """Return Akcelik's time-dependent queue: random queueing below capacity, a growing queue above it.

        ``t0 + T/4 * ((z - 1) + sqrt((z - 1)**2 + 8 J z / (c T)))``, ``z = v / c``, T = ``horizon_days`` (how long
        the load lasts), J = ``burstiness`` (in the unit of volume, as ``c T`` is: 0 for clockwork arrivals). Far above
        capacity it tends to ``t0 + T (z - 1) / 2``, the mean wait in a deterministic queue over T. R. Akcelik, Travel
        time functions for transport planning purposes: Davidson's function, its time-dependent form and an
        alternative travel time function, *Australian Road Research* 21 (3), 1991.
        """
        return cls._of(QUEUE, free_days, capacity, horizon_days, burstiness)

    @classmethod
    def limit(cls, free_days: ArrayLike, capacity: ArrayLike, wait_days: ArrayLike = 0.0,
              steepness: ArrayLike = 1.0) -> Delay:  # fmt: skip
        """Return a hard capacity: ``t0 + max(0, wait + steepness * T_c * (z - 1))`` with ``T_c`` one day.

        ``wait_days`` is a first guess of the multiplier of the capacity constraint, which
        :func:`kordon.flow.equilibrium.hold_limits` finds; in a plain solve, volume above capacity is reported in
        ``Solution.overload``, never silent (augmented Lagrangian; Larsson and Patriksson, *Transportation Research B*
        29 (6), 1995).
        """
        return cls._of(LIMIT, free_days, capacity, wait_days, steepness)

    @classmethod
    def plugged(cls, function: DelayFunction, free_days: ArrayLike, capacity: ArrayLike, p1: ArrayLike = 0.0,
                p2: ArrayLike = 0.0) -> Delay:  # fmt: skip
        """Return links that follow a delay function of one's own."""
        for part in ("days", "slope", "bend"):
            if not callable(getattr(function, part, None)):
                raise ValueError(f"Delay.plugged: {function!r} has no function {part!r}")
        return cls._of(PLUGGED, free_days, capacity, p1, p2, (function,))

    @classmethod
    def where(cls, mask: ArrayLike, one: Delay, other: Delay) -> Delay:
        """Return ``one`` where ``mask`` is True and ``other`` elsewhere; all three over the same links."""
        chosen = np.asarray(mask, dtype=bool)
        if chosen.shape != one.kind.shape or chosen.shape != other.kind.shape:
            raise ValueError(
                f"Delay.where: mask {chosen.shape}, {one.kind.shape} and {other.kind.shape} differ in shape"
            )
        shift = np.where(other.kind >= PLUGGED, len(one.functions), 0).astype(np.int8)
        return cls(
            np.where(chosen, one.kind, other.kind + shift), np.where(chosen, one.free_days, other.free_days),
            np.where(chosen, one.capacity, other.capacity), np.where(chosen, one.p1, other.p1),
            np.where(chosen, one.p2, other.p2), one.functions + other.functions,
        )  # fmt: skip

    @classmethod
    def _of(
        cls, kind: int, free_days: ArrayLike, capacity: ArrayLike, p1: ArrayLike, p2: ArrayLike,
        functions: tuple[DelayFunction, ...] = (),
    ) -> Delay:  # fmt: skip
        shape = np.broadcast_shapes(np.shape(free_days), np.shape(capacity), np.shape(p1), np.shape(p2))
        t0, cap, one, two = (np.broadcast_to(np.asarray(x, np.float64), shape) for x in (free_days, capacity, p1, p2))
        return cls(np.full(shape, kind, np.int8), t0, cap, one, two, functions)

    def __post_init__(self) -> None:
        kind = np.array(self.kind, dtype=np.int8)
        if kind.ndim != 1:
            raise ValueError(f"Delay.kind has {kind.ndim} dimensions, expected one row per link")
        known = np.isin(kind, list(_NAMES)) | ((kind >= PLUGGED) & (kind < PLUGGED + len(self.functions)))
        if not known.all():
            a = int(np.flatnonzero(~known)[0])
            raise ValueError(f"Delay.kind[{a}] is {kind[a]}, expected one of {sorted(_NAMES)} or a plug-in's code")
        kind.setflags(write=False)
        object.__setattr__(self, "kind", kind)
        shape = kind.shape
        for name, low in (("free_days", 0.0), ("capacity", 0.0), ("p1", -np.inf), ("p2", -np.inf)):
            object.__setattr__(
                self, name, as_floats(f"Delay.{name}", getattr(self, name), shape, low=low, infinite=name == "capacity")
            )
        self._check(
            "capacity", self.capacity, (kind != CONSTANT) & (self.capacity <= 0), "above 0 (close the link instead)"
        )
        self._check("p1", self.p1, (kind == BPR) & (self.p1 < 0), "at least 0 (alpha of a BPR link)")
        self._check(
            "p2", self.p2, (kind == BPR) & (self.p2 < 1) & (self.p2 != 0), "at least 1 (power), or 0 if constant"
        )
        self._check("p1", self.p1, (kind == CONICAL) & (self.p1 <= 1), "above 1 (alpha of a conical link)")
        self._check("p1", self.p1, (kind == QUEUE) & (self.p1 <= 0), "above 0 (horizon of a queue, days)")
        self._check("p2", self.p2, (kind == QUEUE) & (self.p2 < 0), "at least 0 (burstiness of a queue)")
        self._check("p1", self.p1, (kind == LIMIT) & (self.p1 < 0), "at least 0 (wait at a limit, days)")
        self._check("p2", self.p2, (kind == LIMIT) & (self.p2 <= 0), "above 0 (steepness of a limit)")

    def _check(self, name: str, values: Floats, wrong: Bools, wanted: str) -> None:
        if wrong.any():
            a = int(np.flatnonzero(wrong)[0])
            raise ValueError(f"Delay.{name}[{a}] is {values[a]:g}, expected {wanted}")

    def __len__(self) -> int:
        return len(self.kind)

    def __repr__(self) -> str:
        parts = [
            f"{int((self.kind == code).sum())} {name}" for code, name in _NAMES.items() if (self.kind == code).any()
        ]
        parts += [f"{int((self.kind == PLUGGED + i).sum())} {f.name}" for i, f in enumerate(self.functions)]
        return f"<Delay: {len(self)} links ({', '.join(parts)})>"

    def days(self, volume: ArrayLike) -> Floats:
        """Return the time in days of every link at a volume."""
        return self.evaluate(volume)[0]

    def slope(self, volume: ArrayLike) -> Floats:
        """Return the derivative of :meth:`days` by volume."""
        return self.evaluate(volume)[1]

    def bend(self, volume: ArrayLike) -> Floats:
        """Return the second derivative of :meth:`days` by volume."""
        return self.evaluate(volume)[2]

    @property
    def depends(self) -> Bools:
        """Which links' time depends on their load."""
        flat = (self.kind == CONSTANT) | np.isinf(self.capacity)
        flat |= (self.kind == BPR) & ((self.p1 == 0) | (self.p2 == 0) | (self.free_days == 0))
        flat |= (self.kind == CONICAL) & (self.free_days == 0)
        return np.asarray(~flat)

    def with_capacity(self, links: ArrayLike, capacity: ArrayLike) -> Delay:
        """Return the same functions with other capacities on some links."""
        changed = self.capacity.copy()
        changed[np.asarray(links)] = capacity
        return Delay(self.kind, self.free_days, changed, self.p1, self.p2, self.functions)

    def with_free_days(self, links: ArrayLike, free_days: ArrayLike) -> Delay:
        """Return the same functions with other free times on some links."""
        changed = self.free_days.copy()
        changed[np.asarray(links)] = free_days
        return Delay(self.kind, changed, self.capacity, self.p1, self.p2, self.functions)

    def evaluate(self, volume: ArrayLike) -> tuple[Floats, Floats, Floats]:
        """Return :meth:`days`, :meth:`slope` and :meth:`bend` at once."""
        v = np.asarray(volume, np.float64)
        t0, cap, p1, p2 = self.free_days, self.capacity, self.p1, self.p2
        d, s, b = t0.copy(), np.zeros_like(t0), np.zeros_like(t0)
        bounded = np.isfinite(cap) & (cap > 0)
        for code in np.unique(self.kind):
            at = np.flatnonzero((self.kind == code) & bounded)
            if code == CONSTANT or not len(at):
                continue
            x, c, z = t0[at], cap[at], v[at] / cap[at]
            if code == BPR:
                a, p = x * p1[at], p2[at]
                grows = (a > 0) & (p > 0)
                # 0 ** -1 would be infinite where a coefficient of zero stands before it
                base = np.where(grows, z, 1.0)
                d[at] = x + a * np.where(p == 0, 1.0, base**p)
                s[at] = np.where(grows, a * p * base ** np.maximum(p - 1, 0) / c, 0.0)
                curved = grows & (p > 1) & ((base > 0) | (p >= 2))
                with np.errstate(divide="ignore", invalid="ignore"):
                    b[at] = np.where(curved, a * p * (p - 1) * base ** (p - 2) / c**2, 0.0)
            elif code == CONICAL:
                al = p1[at]
                be = (2 * al - 1) / (2 * al - 2)
                root = np.sqrt(al**2 * (1 - z) ** 2 + be**2)
                d[at] = x * (2 + root - al * (1 - z) - be)
                s[at] = x / c * (al - al**2 * (1 - z) / root)
                b[at] = x / c**2 * al**2 * be**2 / root**3
            elif code == QUEUE:
                horizon = p1[at]
                m = 8 * p2[at] / (c * horizon)
                root = np.sqrt((z - 1) ** 2 + m * z)
                safe = np.where(root > 0, root, 1.0)
                d[at] = x + 0.25 * horizon * ((z - 1) + root)
                s[at] = 0.25 * horizon / c * np.where(root > 0, 1 + (z - 1 + m / 2) / safe, 1.0)
                b[at] = 0.25 * horizon / c**2 * np.where(root > 0, (m - m**2 / 4) / safe**3, 0.0)
            elif code == LIMIT:
                over = p1[at] + p2[at] * (z - 1)
                d[at] = x + np.maximum(over, 0)
                s[at] = np.where(over > 0, p2[at] / c, 0.0)
            else:
                function = self.functions[code - PLUGGED]
                rows: list[tuple[Any, ...]] = list(zip(v[at], x, c, p1[at], p2[at], strict=True))
                d[at] = [function.days(*row) for row in rows]
                s[at] = [function.slope(*row) for row in rows]
                b[at] = [function.bend(*row) for row in rows]
        return d, s, b
