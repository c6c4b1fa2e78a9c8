"""Time zones are found by the city that somebody types, in either language."""

import pytest

from bot.locales import Locale
from bot.locales.zones import city, find_zones, offered_zones, zone_named


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("New_York", "America/New_York"),
        ("纽约", "America/New_York"),
        ("上海", "Asia/Shanghai"),
        ("sao paulo", "America/Sao_Paulo"),
        ("São Paulo", "America/Sao_Paulo"),
        ("  LONDON ", "Europe/London"),
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("utc", "UTC"),
        ("buenos aires", "America/Argentina/Buenos_Aires"),
        ("kolkata", "Asia/Kolkata"),
    ],
)
def test_a_city_is_found_as_people_write_it(typed: str, zone: str):
    assert find_zones(typed, 5)[0] == zone


def test_a_part_of_a_name_finds_several_and_no_more_than_asked_for():
    assert len(find_zones("an", 6)) == 6
    assert "Asia/Shanghai" in find_zones("shang", 6)


@pytest.mark.parametrize("typed", ["", "   ", "Atlantis", "🌍", "../etc/passwd", "%"])
def test_what_is_no_city_finds_none(typed: str):
    assert not find_zones(typed, 5)


@pytest.mark.parametrize("name", [None, "", "Atlantis", "../etc/passwd", "Asia", "EST5EDT", "Etc/GMT+3"])
def test_a_name_that_is_no_place_is_no_zone(name: str | None):
    assert zone_named(name) is None


@pytest.mark.parametrize("locale", Locale)
def test_what_is_offered_are_places_with_names(locale: Locale):
    for name in offered_zones(locale):
        assert zone_named(name) is not None
        assert city(name, locale)
    assert city("America/New_York", Locale.ZH_HANS) == "纽约"
