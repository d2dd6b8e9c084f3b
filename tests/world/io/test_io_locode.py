"""UN/LOCODE: both layouts, both encodings, and the match with Kordon's places."""

from __future__ import annotations

from pathlib import Path

import pytest

from kordon.errors import InputError
from kordon.world.io.locode import match_locodes, read_locode, write_matches
from kordon.world.records import Place

UNECE = (
    '"","NA","",".NAMIBIA","","","","","","","",""\n'
    '"+","NA","WDH","Windhoek","Windhoek","","-234----","AI","9506","","2234S 01705E",""\n'
    '"","NO","SVG","Stavanger","Stavanger","11","1--45---","AI","9601","","5858N 00544E",""\n'
    '"X","NO","OLD","Gammelby","Gammelby","","1-------","XX","9601","","",""\n'
    '"","SE","GOT","Göteborg","Goteborg","O","1-345--B","AF","0601","","5743N 01158E",""\n'
    '"","KZ","ALA","Almaty","Almaty","","-234----","AI","0601","","",""\n'
    '"","KZ","BAD","Somewhere","Somewhere","","-2------","RQ","0601","","9999N 99999E",""\n'
)


def place(id_: str, name: str, cc: str, lat: float, lon: float, **more: str) -> Place:
    return Place(id_, name, "", "", "", cc, "city", lat, lon, locode=more.get("locode", ""))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_the_list_as_the_unece_writes_it(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(UNECE, encoding=encoding)
    entries = {entry.code: entry for entry in read_locode(tmp_path / "p.csv")}
    assert set(entries) == {"NAWDH", "NOSVG", "SEGOT", "KZALA", "KZBAD"}
    assert entries["NAWDH"].cc == "NA"
    assert entries["NAWDH"].lat == pytest.approx(-22 - 34 / 60)
    assert entries["NOSVG"].functions == ("port", "airport", "post office")
    assert entries["SEGOT"].name == "Göteborg"
    assert entries["SEGOT"].functions == ("port", "road", "airport", "post office", "border crossing")
    assert entries["KZALA"].lat is None
    assert entries["KZBAD"].lat is None


def test_a_copy_with_a_header_and_another_order(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(
        "Change,Country,Location,Name,NameWoDiacritics,Subdivision,Status,Function,Date,IATA,Coordinates,Remarks\n"
        ",NO,SVG,Stavanger,Stavanger,11,AI,1--45---,9601,,5858N 00544E,\n"
    )
    (entry,) = read_locode(tmp_path / "p.csv")
    assert (entry.code, entry.status, entry.functions[0]) == ("NOSVG", "AI", "port")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (UNECE.replace('"NO","SVG"', '"NOR","SVG"'), ("row 3", "country", "NOR")),
        (UNECE.replace('"NO","SVG"', '"NO","SV"'), ("row 3", "location", "SV")),
        ('"","NO","SVG"\n', ("row 1", "3 cells")),
        ("Country,Location\nNO,SVG\n", ("row 1", "name")),
    ],
)
def test_a_bad_row_is_named(text: str, words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_locode(tmp_path / "p.csv")
    for word in ("p.csv", *words):
        assert word in str(caught.value)


def test_places_are_matched_by_state_name_and_distance(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(UNECE, encoding="cp1252")
    places = [
        place("windhoek", "Windhoek", "NA", -22.6, 17.1), place("stavanger", "Stavanger", "NO", 58.97, 5.7, locode="NOXXX"),
        place("goteborg", "GÖTEBORG", "SE", 57.7, 11.97), place("almaty", "Almaty", "KZ", 43.2, 76.9),
        place("far", "Stavanger", "NO", 68.0, 15.0), place("abroad", "Windhoek", "NO", -22.6, 17.1),
    ]  # fmt: skip
    matches = match_locodes({p.id: p for p in places}, read_locode(tmp_path / "p.csv"))
    assert {m.place: m.code for m in matches} == {
        "windhoek": "NAWDH", "stavanger": "NOSVG", "goteborg": "SEGOT", "almaty": "KZALA",
    }  # fmt: skip
    found = {m.place: m for m in matches}
    assert found["stavanger"].known == "NOXXX"
    assert found["almaty"].km is None
    assert found["windhoek"].km is not None
    assert found["windhoek"].km < 10
    write_matches(matches, tmp_path / "m.csv")
    lines = (tmp_path / "m.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "place,name,locode,locode_name,km,known"
    assert len(lines) == 5
