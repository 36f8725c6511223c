"""Login tokens."""

from __future__ import annotations

import pickle

from connref_adapters.server import Tokens


def test_a_token_leads_to_its_user_until_it_is_revoked() -> None:
    tokens = Tokens()
    first, second, other = tokens.issue("anna"), tokens.issue("anna"), tokens.issue("bert")
    assert len({first, second, other}) == 3
    assert [tokens.user_of(each) for each in (first, second, other, "x")] == ["anna", "anna", "bert", None]
    tokens.revoke("anna")
    assert [tokens.user_of(each) for each in (first, second, other)] == [None, None, "bert"]


def test_tokens_of_others_may_be_any_text() -> None:
    tokens = Tokens()
    tokens.accept("anna", "\ud800 lone surrogate")
    assert tokens.user_of("\ud800 lone surrogate") == "anna"


def test_no_token_is_kept() -> None:
    tokens = Tokens()
    token = tokens.issue("anna")
    assert token not in repr(vars(tokens))
    assert token.encode() not in pickle.dumps(tokens)
