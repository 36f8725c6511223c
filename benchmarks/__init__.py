"""How fast the compiled table and the machine are, beside python-statemachine itself and three rivals."""
