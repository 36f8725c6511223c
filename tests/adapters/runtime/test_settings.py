"""Settings: the document's names and defaults, and numbers that would contradict one another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from connref.errors import DefinitionError, UsageError
from connref.protocol import Mode, Profile
from connref.semantics.retry import RetryPolicy
from connref.spec.interpretations import reading
from connref_adapters.runtime import AppSettings, AppSettingsBuilder
from connref_adapters.transports import Endpoint

ENDPOINT = Endpoint("wss://chat.example")


def test_application_that_does_not_choose_gets_the_document() -> None:
    assert AppSettingsBuilder(ENDPOINT).build() == AppSettings(ENDPOINT)
    assert AppSettings(ENDPOINT).mode is None
    assert AppSettings(ENDPOINT).profile.grace_ms == 30_000


@pytest.mark.parametrize(("establish", "mode"), [(True, Mode.AUTO), (False, Mode.MANUAL)])
def test_switch_of_the_document_chooses_the_mode(mode: Mode, *, establish: bool) -> None:
    assert AppSettingsBuilder(ENDPOINT).auto_establish_socket_connection(establish).build().mode is mode


def test_back_off_fits_the_profile_unless_one_is_given() -> None:
    short = AppSettingsBuilder(replace(ENDPOINT, close_timeout_s=0.1)).profile(Profile(300, 2_000)).build()
    assert short.retry.worst_case_ms <= 2_000
    own = RetryPolicy(first_delay_ms=7)
    assert AppSettingsBuilder(ENDPOINT).retry(own).build().retry == own
    other = reading({"connect-when-up": "error"})
    assert AppSettingsBuilder(ENDPOINT).reading(other).build().reading == other


@pytest.mark.parametrize("content", [None, b"no certificate"])
def test_an_authority_that_cannot_be_read_is_named_at_once(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "authority.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UsageError, match=r"authority\.pem.*give a file of PEM certificates"):
        AppSettingsBuilder(replace(ENDPOINT, ca_file=file)).build()


def test_back_off_that_breaks_the_bound_is_refused() -> None:
    with pytest.raises(DefinitionError, match="bound"):
        AppSettingsBuilder(ENDPOINT).profile(Profile(300, 2_000)).retry(RetryPolicy()).build()


def test_closing_handshake_has_to_end_before_the_next_opening_is_given_up() -> None:
    with pytest.raises(UsageError, match="close_timeout_s"):
        AppSettingsBuilder(ENDPOINT).profile(Profile(300, 2_000)).build()
