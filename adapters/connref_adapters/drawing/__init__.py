"""Pictures and tables from the declaration that runs, as SVG, PNG, DOT, Mermaid, PlantUML, Markdown and CSV."""
