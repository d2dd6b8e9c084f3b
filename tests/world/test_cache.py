"""The kept network: the same as the built one, whatever happens to the file."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from io_samples import assert_same, networks
from kordon.world import cache, load_world
from kordon.world.build import build_network
from kordon.world.network import Network

WORLD = load_world()
BUILT = build_network(WORLD.places, WORLD.posts, WORLD.corridors)


class Builder:
    """Counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> Network:
        self.asked += 1
        return BUILT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KORDON_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_the_second_time_nothing_is_built(folder: Path) -> None:
    build = Builder()
    first, second = cache.cached_network(build), cache.cached_network(build)
    assert build.asked == 1
    assert_same(first, second)
    assert_same(BUILT, second)
    assert [path.suffix for path in folder.iterdir()] == [".bin"]
    with pytest.raises(ValueError, match="read-only"):
        second.length_km[0] = 1.0


@given(network=networks())
@settings(max_examples=60, deadline=None)
def test_any_network_is_kept_as_it_is(network: Network) -> None:
    assert_same(network, cache.unpack(cache.pack(network)))


@pytest.mark.parametrize("harm", ["empty", "cut", "flipped", "text", "other layout", "a folder"])
def test_a_broken_file_is_built_anew(harm: str, folder: Path) -> None:
    build = Builder()
    cache.cached_network(build)
    (path,) = folder.iterdir()
    data = path.read_bytes()
    if harm == "a folder":
        path.unlink()
        path.mkdir()
    else:
        middle = len(data) // 2
        path.write_bytes({
            "empty": b"", "cut": data[:middle], "text": b"network", "other layout": cache.hashlib.sha256(b"x").digest() + b"x",
            "flipped": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        }[harm])  # fmt: skip
    assert_same(BUILT, cache.cached_network(build))
    assert build.asked == 2
    if harm != "a folder":
        cache.cached_network(build)
        assert build.asked == 2


@given(position=st.integers(0, 10**7), value=st.integers(0, 255))
@settings(max_examples=40, deadline=None)
def test_no_single_byte_can_be_wrong_unseen(position: int, value: int) -> None:
    data = bytearray(cache.pack(BUILT.without(BUILT.links_where(mode=["sea", "road", "rail"]))))
    position %= len(data)
    if data[position] != value:
        data[position] = value
        with pytest.raises(ValueError, match="hash"):
            cache.unpack(bytes(data))


def test_another_state_of_the_tables_is_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(cache.DATA, tmp_path / "data")
    monkeypatch.setattr(cache, "DATA", tmp_path / "data")
    before = cache.source_hash()
    rows = (tmp_path / "data" / "rates.csv").read_text(encoding="utf-8")
    (tmp_path / "data" / "rates.csv").write_text(rows.replace("road,,21", "road,,22"), encoding="utf-8")
    assert cache.source_hash() != before


def test_many_writers_at_once(folder: Path) -> None:
    found: list[Network] = []
    threads = [threading.Thread(target=lambda: found.append(cache.cached_network(Builder()))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len(list(folder.iterdir())) == 1
    for network in found:
        assert_same(BUILT, network)


def test_old_files_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abcdef":
        monkeypatch.setattr(cache, "source_hash", lambda name=name: name * 32)
        cache.cached_network(Builder())
    assert len(list(folder.iterdir())) == cache.KEEP


def test_nothing_is_kept_when_nothing_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KORDON_CACHE", str(tmp_path / "file" / "folder"))
    assert_same(BUILT, cache.cached_network(Builder()))
    monkeypatch.setenv("KORDON_CACHE", "off")
    assert cache.cache_folder() is None
    assert_same(BUILT, cache.cached_network(Builder()))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_where_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KORDON_CACHE", raising=False)
    monkeypatch.setattr(cache.sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cache.cache_folder() == Path("/somewhere/kordon")
