"""Pictures of the charts from the declaration that runs, in SVG, PNG, DOT, Mermaid and PlantUML; stories in time."""

PICTURES = (
    *("modes", "auto", "manual", "link", "session"),
    *("auto-complete", "manual-complete", "link-complete", "session-complete"),
)
"""What can be drawn by name; it stands here so that the command line can list it before anything is loaded."""
