"""The model's own mutation gate: small changes of what is declared, each of which the model's checks have to notice."""
