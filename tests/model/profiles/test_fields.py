"""The JSON Schema and the reader come from one declaration, and agree on what a profile is."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from tests.model.profiles.test_profile import SOURCE, WRONG, body

from connref.errors import ProfileError
from connref.profiles import profile_from, schema
from connref.spec.requirements import REQUIREMENTS

_ONLY_READ = {
    "profile.name", "profile.versions", "profile.default_mode",
    "requirements.MAN-RECONNECT.judged", "lifecycle.manual.foreground", "retry.jitter", "retry.base_ms",
    "retry.factor", "retry.schedule_ms", "retry.phases", "close_codes.ranges[0].to", "close_codes.ranges[0].within_ms",
    "readings.connect-when-up",
}  # fmt: skip
"""What depends on more than one field, which no schema of ours says."""


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert set(schema()["properties"]["requirements"]["properties"]) == set(REQUIREMENTS)


def test_what_is_read_fits_the_schema() -> None:
    right = body(session={**SOURCE, "concept": "none"}, readings={**SOURCE, "server-close": "stays-down"})
    profile_from(right)
    jsonschema.validate(right, schema())


@pytest.mark.parametrize(("field", "wrong"), WRONG, ids=[field for field, _ in WRONG])
def test_what_the_reader_refuses_the_schema_refuses(field: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(ProfileError):
        profile_from(wrong)
    if field in _ONLY_READ:
        jsonschema.validate(wrong, schema())
    else:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema())
