"""The recipe for Spark, as docs/judge-a-fleet.md shows it: the same digest. It needs pyspark, pandas and Java."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.adapters.fleet.fleets import fleet, outcome_of

ROOT = Path(__file__).resolve().parents[3]
BEFORE = """
import sys
from pyspark.sql import SparkSession
from connref_adapters.fleet.tally import added
build = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
spark = build.config("spark.sql.shuffle.partitions", "2").getOrCreate()
lines = spark.read.parquet(sys.argv[1])
lines = lines.withColumn("date", lines.date.cast("string"))
"""
AFTER = """
digest = 0
for row in verdicts.collect():
    digest = added(digest, tuple(row))
print(f"digest {digest:064x}")
"""


def recipe() -> str:
    page = (ROOT / "docs" / "judge-a-fleet.md").read_text(encoding="utf-8")
    found = re.search(r"```text\n(.*?mapInArrow.*?)```", page, re.DOTALL)
    assert found is not None
    return found.group(1)


def test_the_recipe_is_python() -> None:
    compile(BEFORE + recipe() + AFTER, "recipe", "exec")


@pytest.mark.slow
@pytest.mark.skipif(
    find_spec("pyspark") is None or find_spec("pandas") is None, reason="pyspark is not installed"
)
def test_spark_says_the_same(tmp_path: Path) -> None:
    place = fleet(tmp_path / "f", by_time=True)
    expected = outcome_of(place, tmp_path / "out", {"by_time": True})
    done = subprocess.run(
        [sys.executable, "-c", BEFORE + recipe() + AFTER, place],
        env={"PYSPARK_PYTHON": sys.executable, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    assert f"digest {expected.digest}" in done.stdout
