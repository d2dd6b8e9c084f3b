import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kordon.errors import LookupFailed
from kordon.world.cargo import cargo_class, read_cargo

ONTOLOGY = {
    "general", "containers", "grain", "sugar", "meat", "food", "coal", "crude_oil", "fuel", "gas", "fertiliser",
    "metals", "timber", "electronics", "dual_use", "automotive", "textile", "consumer", "medicine", "tobacco", "other",
}  # fmt: skip


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        ("8542.31", "dual_use"), ("1001", "grain"), ("8528", "electronics"), ("HS 2709.00", "crude_oil"),
        ("2711.21", "gas"), ("2711 12", "oil_products"), ("17", "food"), ("7403", "metals"), ("2701", "coal"),
        ("ТН ВЭД 8541.10", "dual_use"), ("8542", "dual_use"), ("85", "electronics"), ("8471.30", "electronics"),
        ("зерно", "grain"), ("Нефтепродукты", "oil_products"), ("двойного назначения", "dual_use"), ("мұнай", "crude_oil"),
        ("粮食", "grain"), ("oil products", "oil_products"),
    ],
)  # fmt: skip
def test_codes_and_words(given_, wanted):
    assert cargo_class(given_)[0] == wanted


@pytest.mark.parametrize("wrong", ["77", "27", "1", "12345678901", "unobtainium", ""])
def test_unknown_cargo_is_refused_in_one_line(wrong):
    with pytest.raises(LookupFailed) as caught:
        cargo_class(wrong)
    assert "\n" not in str(caught.value)


def test_every_ontology_word_has_a_class():
    assert {w for c in read_cargo().values() for w in c.ontology} == ONTOLOGY
    for word in ONTOLOGY:
        assert cargo_class(word)[0] in read_cargo()


def test_the_priority_list_has_fifty_codes():
    assert len(read_cargo()["dual_use"].hs) == 50


@given(st.sampled_from([p for c in read_cargo().values() for p in c.hs]), st.text("0123456789", max_size=4))
@settings(max_examples=100)
def test_a_code_below_a_prefix_never_leaves_the_table(prefix, tail):
    code = prefix + tail
    if len(code) > 10 or code == "27":
        return
    assert cargo_class(code)[0] in read_cargo()


def test_value_of_time_is_a_share_of_the_value_and_inside_its_range():
    for c in read_cargo().values():
        vot, value = c.vot_usd_t_day, c.value_usd_t
        assert vot.low is not None
        assert vot.high is not None
        assert vot.low <= vot.value <= vot.high
        assert 0.0003 <= vot.value / value.value <= 0.021


def test_gas_goes_by_pipe_alone_and_crude_never_by_road():
    assert read_cargo()["gas"].modes == ("gas_pipeline",)
    assert "road" not in read_cargo()["crude_oil"].modes


def test_parts_share_out_a_class_by_value_of_time() -> None:
    from kordon.world.cargo import parts, read_cargo

    classes = tuple(read_cargo().values())
    split = parts(classes)
    for index, cargo in enumerate(classes):
        own = [part for part in split if part.of == index]
        assert sum(part.share for part in own) == pytest.approx(1.0)
        assert {part.cargo.id for part in own} == {cargo.id}
        mean = sum(part.share * part.cargo.vot_usd_t_day.value for part in own)
        assert mean == pytest.approx(cargo.vot_usd_t_day.value, rel=1.0)
    general = [part for part in split if part.cargo.id == "general"]
    assert len(general) == 2
    assert general[1].cargo.vot_usd_t_day.value > 3 * general[0].cargo.vot_usd_t_day.value
