from kordon.world.territories import metonyms, read_territories, same_customs_area


def test_there_are_sixty_states_named_in_four_languages():
    territories = read_territories()
    assert len(territories) >= 60
    for t in territories.values():
        assert t.name_en
        assert t.name_ru
        assert t.name_kk
        assert t.name_zh
        assert len(t.cc) == 2
        assert len(t.iso3) == 3
        assert -90 <= t.lat <= 90
        assert -180 <= t.lon <= 180


def test_codes_are_text_and_unique():
    territories = read_territories()
    assert territories["NO"].name_en == "Norway"
    assert len({t.iso3 for t in territories.values()}) == len(territories)


def test_a_name_or_alias_means_one_state():
    owner: dict[str, str] = {}
    for cc, t in read_territories().items():
        plain = set(t.aliases) - set(metonyms()[cc])
        for name in {t.name_en, t.name_ru, t.name_zh, *plain}:
            assert owner.setdefault(name, cc) == cc, name


def test_customs_areas():
    assert same_customs_area("RU", "KZ")
    assert same_customs_area("PL", "DE")
    assert same_customs_area("UZ", "UZ")
    assert not same_customs_area("KZ", "UZ")
    assert not same_customs_area("UZ", "CN"), "no union is not a union"
