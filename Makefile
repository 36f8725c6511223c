# connref: everything a person or CI does with the checkout. Works with GNU make >= 3.81 and a POSIX shell.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup run test quick lint types arch unit format bench kills causes learning mutants same spin missing coverage reachable fuzz diagrams findings league docs lock wheel clean

# The first interpreter on the PATH that is new enough; say PYTHON=... to choose another.
NEW_ENOUGH := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	"$$p" -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && { echo "$$p"; break; }; done)

VENV := .venv
PY := $(VENV)/bin/python
LOCK := .ci/requirements.lock
STAMP := $(VENV)/.set-up
# Two workers suit two cores; say WORKERS=auto for one per core, WORKERS=0 to stay in one process.
WORKERS ?= 2
UV_VERSION := 0.13.9
PIP := $(PY) -m pip --no-input --disable-pip-version-check --quiet

help: ## show this list
	@echo "Usage: make TARGET. Targets:"
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)$$/  \1|\2/p' Makefile | awk -F'|' '{ printf "%-12s %s\n", $$1, $$2 }'

setup: $(STAMP) ## make .venv with every pinned package; fast when nothing changed
	@:

# One rule, so that an interrupted set-up or a broken .venv is simply made anew.
$(STAMP): $(LOCK) pyproject.toml
	@if [ -z "$(PYTHON)" ] || ! "$(PYTHON)" -c '$(NEW_ENOUGH)' >/dev/null 2>&1; then \
		echo "setup: needs Python 3.11 or later with its venv module; install one (Debian: python3 and python3-venv)" >&2; \
		echo "setup: or name one: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)" >&2; \
		exit 1; \
	fi
	@"$(PY)" -c 'import pip; $(NEW_ENOUGH)' >/dev/null 2>&1 || { rm -rf $(VENV) && "$(PYTHON)" -m venv $(VENV); }
	@echo "setup: installing the pinned packages into $(VENV) (under a minute)"
	@$(PIP) install --require-hashes --only-binary :all: -r $(LOCK)
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# A demonstration: it ends well although the published SDK does not conform.
run: setup ## judge the reference, and a published chat SDK where Node >= 18 is there
	@$(PY) -m connref_adapters.cli.showcase

# In this order, so that the last line is pytest's summary.
test: setup ## lint, types and all tests, the architecture gates among them
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory types
	@$(MAKE) --no-print-directory unit

# The inner loop: what it leaves out is in tests/README.md.
quick: setup ## lint and the quick tests, in well under a minute
	@$(MAKE) --no-print-directory lint
	@$(PY) -m pytest --quick --quiet --numprocesses $(WORKERS) $(ARGS)

lint: setup ## style and mistakes (ruff)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types: setup ## strict type check (basedpyright)
	@$(PY) -m basedpyright --warnings

arch: setup ## who may import whom (import-linter); a part of the tests too
	@$(VENV)/bin/lint-imports --no-cache --no-logo

unit: setup ## the tests alone; ARGS="-k grace" are handed to pytest
	@$(PY) -m pytest --numprocesses $(WORKERS) --dist worksteal $(ARGS)

format: setup ## lay the code out and mend what can be mended
	@$(PY) -m ruff check --fix --quiet . || true
	@$(PY) -m ruff format .

bench: setup ## time the table beside its rivals, and the runtime beside the bare WebSocket client
	@$(PY) -m benchmarks
	@echo
	@$(PY) -m benchmarks.runtime_report

kills: setup ## which source of cases finds which wrong SDK: docs/kills.md anew, in some minutes; NEW=1 for new SDKs alone
	@PYTHONPATH=tests $(PY) -m benchmarks.kills --write $(if $(NEW),--new)

causes: setup ## how well the cause of a failure is told: three figures over every wrong SDK, in some minutes
	@PYTHONPATH=tests $(PY) -m benchmarks.findings $(ARGS)

learning: setup ## what learning shows of right and wrong SDKs, and how long it takes; ARGS="--one-in 4": a part
	@PYTHONPATH=tests $(PY) -m benchmarks.learning $(ARGS)

fuzz: setup ## give every reader of bytes from outside made-up bytes for an hour; ARGS="--minutes 5 --only store"
	@$(PY) -m tests.fuzz.fuzzing $(ARGS)

mutants: setup ## the long version of the mutation gate
	@$(PY) -m pytest --run-slow -m slow $(ARGS)

# Exit status of the program: 0 equal, 1 different, 2 wrong use (make itself ends with 2 for both of the latter).
same: setup ## prove this tree equal to BASE=<commit> in what users see; FULL=1, ONLY="cases verify"
	@$(PY) -m tests.same $(if $(BASE),"$(BASE)") $(if $(FULL),--full) $(if $(ONLY),--only $(ONLY))

spin: setup ## prove the model with Spin too, and compare with docs/spin.json; WRITE=1 writes that file anew
	@$(PY) -m tests.spin $(if $(WRITE),--write)

missing: setup ## what an ID still lacks, and where it goes: ID=MAN-GRACE; without ID, what any of them lacks
	@$(PY) -m tests.missing $(ID)

coverage: setup ## tests with branch coverage, in one process
	@$(PY) -m coverage run -m pytest --quiet
	@$(PY) -m coverage report

reachable: setup ## write anew which rows and pairs of rows coverage counts against
	@$(PY) -m tests.reachable

diagrams: setup ## draw every picture and table under diagrams/ anew, and the explorer
	@$(PY) -m tests.diagrams
	@$(PY) -m connref_adapters explorer --out docs/explorer/index.html

findings: setup ## judge the published SDKs anew (Node, npm) and write the tables of docs/findings; ARGS=--kept: the tables alone
	@$(PY) -m tests.findings $(ARGS)

league: setup ## judge every published client that has a driver: docs/findings/league.md; goes on where it was; ARGS="ably phoenix", ARGS=--kept
	@$(PY) -m tests.league $(ARGS)

docs: setup ## build the documentation site into build/docs
	@$(PY) -m sphinx -E -W --keep-going -n -q -b html -d build/doctrees docs build/docs
	@echo "docs: open build/docs/index.html"

lock: setup ## choose the newest allowed versions and pin them with hashes; KEEP=1 leaves those that are pinned
	@$(PIP) install "uv==$(UV_VERSION)"
	@$(PY) -m uv pip compile pyproject.toml --all-extras --group dev --group bench --group docs $(if $(KEEP),,--upgrade) \
		--universal --python-version 3.11 --generate-hashes --no-annotate \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet --output-file $(LOCK)

wheel: setup ## build the wheel and the source archive into dist/
	@$(PY) -m hatchling build

clean: ## remove .venv, caches and build results
	@rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage htmlcov
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
