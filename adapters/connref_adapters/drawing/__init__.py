"""Pictures and tables from the declaration that runs: charts as graphs, written as SVG, PNG, DOT, Mermaid and PlantUML."""
