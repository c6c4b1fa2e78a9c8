"""Failures inside the city say what was found there."""

import pytest

pytest.register_assert_rewrite("tests.city.city")
