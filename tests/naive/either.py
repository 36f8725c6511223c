"""The naive implementation of either mode."""

from __future__ import annotations

from collections.abc import Mapping

from connref.protocol import Mode
from naive.auto import NaiveAuto
from naive.manual import NaiveManual
from naive.policy import Naive


def naive(mode: Mode, options: Mapping[str, str], grace_ms: int) -> Naive:
    return (NaiveManual if mode is Mode.MANUAL else NaiveAuto)(options, grace_ms)
