"""The model in the languages of other tools: each chart as SCXML and XState, the whole as Promela and UPPAAL XML.

Everything is written from the rows of `connref.spec` through the tables that run, so that what another tool draws, runs
or proves is this model and no copy of it. `spin` lets the model checker Spin prove the requirements on its own.
"""

from connref_adapters.export.files import FORMATS, exported, exported_files

__all__ = ["FORMATS", "exported", "exported_files"]
