"""The settings of an application, with a builder whose names follow the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from connref.errors import DefinitionError, UsageError
from connref.protocol import Mode, Profile
from connref.semantics.retry import RetryPolicy
from connref.spec.interpretations import DEFAULT, Reading
from connref.spec.interruptions import replaces
from connref_adapters.transports.endpoint import Endpoint

DEFAULT_PROFILE = Profile()


@dataclass(frozen=True, slots=True)
class AppSettings:
    """What `ConnectionManager.init` takes; made with `AppSettingsBuilder`.

    `mode` None is what an application that does not choose gets: auto mode (AUTO-DEFAULT). Raises `UsageError` where a
    closing handshake could outlast an opening's time limit or `ca_file` holds no certificates, `DefinitionError`
    where the retry policy cannot keep the profile's reconnect bound, and for the reading silent-loss = noticed: no
    transport has a keep-alive.
    """

    endpoint: Endpoint
    mode: Mode | None = None
    profile: Profile = DEFAULT_PROFILE
    retry: RetryPolicy = RetryPolicy()  # noqa: RUF009 - a frozen value
    reading: Reading = DEFAULT

    def __post_init__(self) -> None:
        self.retry.check_bound(self.profile.reconnect_bound_ms)
        if replaces(dict(self.reading.choices), notice=False):
            raise DefinitionError(
                "settings: the reading silent-loss = noticed needs a keep-alive, and the transports have none; "
                "leave it at not-noticed, and call network_changed() when the operating system tells"
            )
        if self.endpoint.ca_file is not None:
            # Read once now: a file that is not there must not look like a server that does not answer.
            self.endpoint.tls()
        # The next socket is opened when the former is gone (RES-ONE-SOCKET), and its time limit runs meanwhile.
        if self.endpoint.close_timeout_s * 1_000 >= self.retry.open_timeout_ms:
            raise UsageError(
                f"settings: close_timeout_s of {self.endpoint.close_timeout_s} s reaches the opening's limit of "
                f"{self.retry.open_timeout_ms} ms; make it shorter"
            )


class AppSettingsBuilder:
    """Builds `AppSettings` step by step; every step but the endpoint may be left out.

    Example::

        AppSettingsBuilder(Endpoint("wss://chat.example/socket")).auto_establish_socket_connection(False).build()
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._mode: Mode | None = None
        self._profile = DEFAULT_PROFILE
        self._retry: RetryPolicy | None = None
        self._reading = DEFAULT

    def auto_establish_socket_connection(self, establish: bool, /) -> Self:  # noqa: FBT001 - the document's signature
        """True for auto mode, which is also the default; False for manual mode."""
        self._mode = Mode.AUTO if establish else Mode.MANUAL
        return self

    def profile(self, profile: Profile) -> Self:
        """Other numbers than the document's, in ms."""
        self._profile = profile
        return self

    def retry(self, retry: RetryPolicy) -> Self:
        """Another back-off; by default one that fits the profile's reconnect bound."""
        self._retry = retry
        return self

    def reading(self, reading: Reading) -> Self:
        """Other answers to the questions that the document leaves open."""
        self._reading = reading
        return self

    def build(self) -> AppSettings:
        """The settings. Raises what `AppSettings` raises."""
        retry = self._retry or RetryPolicy.within(self._profile.reconnect_bound_ms)
        return AppSettings(self._endpoint, self._mode, self._profile, retry, self._reading)
