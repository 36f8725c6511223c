"""An endpoint refuses what would leak a credential or skip the certificate check, and never shows a secret."""

from __future__ import annotations

import ssl
from dataclasses import fields, replace
from pathlib import Path

import pytest

from connref.errors import UsageError
from connref_adapters.transports import Endpoint

SECRET = "s3cret"  # noqa: S105


@pytest.mark.parametrize(
    "url",
    [
        "wss://chat.example/socket",
        "ws://127.0.0.1:8000/",
        "ws://[::1]:8000",
        "ws://localhost:1",
        "ws://127.9.9.9",
    ],
)
def test_tls_and_the_loopback_are_fine(url: str) -> None:
    assert Endpoint(url).secure is url.startswith("wss")


@pytest.mark.parametrize(
    "url", ["ws://chat.example", "ws://192.168.0.1:80", "ws://localhost.example", "ws://127.0.0.1.example"]
)
def test_cleartext_beyond_the_loopback_has_to_be_asked_for(url: str) -> None:
    with pytest.raises(UsageError, match="in the clear"):
        Endpoint(url)
    assert Endpoint(url, allow_cleartext=True).tls() is None


@pytest.mark.parametrize("url", ["", "chat.example", "https://chat.example", "wss://", "ws:///path"])
def test_what_is_no_websocket_url_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="such as wss://"):
        Endpoint(url)


@pytest.mark.parametrize(
    "url",
    [f"wss://anna:{SECRET}@chat.example", f"wss://{SECRET}@chat.example", f"wss://chat.example/?token={SECRET}",
     f"wss://chat.example/#{SECRET}"],
)  # fmt: skip
def test_credentials_in_the_url_are_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        Endpoint(url)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "name", ["open_timeout_s", "close_timeout_s", "max_message_bytes", "queued_messages"]
)
@pytest.mark.parametrize("value", [0, -1])
def test_limits_are_positive(name: str, value: int) -> None:
    with pytest.raises(UsageError, match=name):
        replace(Endpoint("wss://chat.example"), **{name: value})


def test_certificates_are_verified_and_nothing_in_an_endpoint_can_say_otherwise(tmp_path: Path) -> None:
    context = Endpoint("wss://chat.example").tls()
    assert context is not None
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    switches = {field.name for field in fields(Endpoint) if field.type in ("bool", bool)}
    assert switches == {"allow_cleartext"}


def test_cleartext_permission_does_not_weaken_tls() -> None:
    context = Endpoint("wss://chat.example", allow_cleartext=True).tls()
    assert context is not None
    assert context.verify_mode is ssl.CERT_REQUIRED


@pytest.mark.parametrize("content", [None, b"no certificate"])
def test_bad_authority_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "authority.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UsageError, match=r"authority\.pem"):
        Endpoint("wss://chat.example", ca_file=file).tls()


def test_headers_are_never_shown() -> None:
    assert SECRET not in repr(Endpoint("wss://chat.example", headers={"Authorization": SECRET}))
