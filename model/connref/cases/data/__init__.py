"""The catalogue as rows of plain text, one case or family of cases a line; `connref.cases.rows` reads them."""
