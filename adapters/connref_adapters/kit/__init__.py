"""The kit: plays cases on a driver, judges them with the oracle, shrinks what fails, and fills the report."""
