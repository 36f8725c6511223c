"""Every field that chooses is used, and no choice names what is not there."""

from __future__ import annotations

from connref.profiles import choices
from connref.profiles.fields import PROFILE
from connref.profiles.kinds import OneOf, Table
from connref.spec.features import FEATURES
from connref.spec.interpretations import options_of


def test_every_choice_has_a_field_and_options_that_exist() -> None:
    for path, name, options in choices.CHOICES:
        kind: object = PROFILE
        for step in path:
            assert isinstance(kind, Table)
            kind = kind.fields[step]
        assert isinstance(kind, OneOf)
        listed = FEATURES[name].options if name in FEATURES else options_of(name)
        chosen = kind.options if options is None else options.values()
        assert set(chosen) <= set(listed), path
        assert options is None or set(options) <= set(kind.options), path
