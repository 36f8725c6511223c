"""The catalogue as rows of plain text: each line a scenario, or a family of them; `connref.cases.rows` reads them."""
