# One command each: `make dataset` builds the dataset, `make test` runs the tests. Both set up what they need first.
# Needed before: Python 3.11 to 3.13, git and make. After the set-up only audit and lock reach for the network.

VENV := .venv
RUN  := $(VENV)/bin/python -m
# A process for each processor, of which each takes up to a gigabyte; a file of tests stays in one process, and the
# longest files, which tests/conftest.py puts first, come first.
PYTEST := pytest -q -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help setup dataset test quick fuzz bench check lint audit readme lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

setup: $(VENV)/installed ## Make .venv and install the locked packages (once, and that needs the network; quick afterwards)

dataset: setup ## Build the dataset: dist/ and datapackage.json from sources/
	@$(RUN) pipeline build

test: setup ## Run all tests
	@$(RUN) $(PYTEST)

quick: setup ## Run the tests that take under a minute together
	@$(RUN) $(PYTEST) -m "not slow"

fuzz: setup ## Break inputs by chance for ten minutes and see what still holds (FUZZ_SECONDS=60 for less)
	@$(RUN) tests.fuzz

bench: setup ## Measure speed as ratios, and say what moved since the last record (ONLY="starting", QUICK=1, FULL=1, RECORD=1)
	@$(RUN) tests.benchmarks $(if $(QUICK),--quick) $(if $(FULL),--full) $(if $(RECORD),--record) $(ONLY)

check: setup ## Check the dataset that stands in dist/
	@$(RUN) pipeline check

lint: setup ## Check style and types of the code
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy

audit: setup ## Ask for published advisories about the locked packages (needs the network)
	@[ -x $(VENV)/audit/bin/pip-audit ] || { $(RUN) venv $(VENV)/audit && $(VENV)/audit/bin/python -m pip install --quiet \
		--disable-pip-version-check --require-hashes --only-binary :all: -r tests/audit-requirements.txt; } || true
	@$(RUN) tests.audit $(VENV)/audit/bin/pip-audit

readme: setup ## Measure the accuracy anew, and renew the parts of README.md that are made
	@$(RUN) pipeline evaluate tests/gold --json dist/reports/accuracy.json
	@$(RUN) pipeline.commands.readme

lock: ## Renew requirements.txt from pyproject.toml (needs the network and the tool `uv`; add UPGRADE=1 for newer versions)
	@command -v uv >/dev/null || { echo "make lock needs the tool uv on the path." >&2; exit 2; }
	@uv pip compile pyproject.toml --extra dev --extra formats --extra serve --extra cluster --python-version 3.11 --universal --generate-hashes --no-header \
		--quiet $(if $(UPGRADE),--upgrade) -o requirements.txt

clean: ## Remove .venv and all caches; sources/, dist/ and datapackage.json stay
	@rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .parley .fuzz
	@find pipeline tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The two stamps are touched last, so a set-up that was interrupted starts again.
# Every package comes as a wheel whose hash stands in the lock: nothing unlisted is fetched, nothing is compiled. The lock
# is complete, so pip need not look for more (--no-deps); older ones would warn of an extra that lxml spells another way.
# What is imported is compiled here, on all processors: else each run does it, in as much time as the loading takes, where
# Python is told to write no files (PYTHONDONTWRITEBYTECODE) or may not. What cannot be compiled is left as it is.
$(VENV)/locked: requirements.txt
	@python=; for name in python3 python3.13 python3.12 python3.11 python; do \
		if $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then \
			python=$$name; break; fi; done; \
	if [ -z "$$python" ]; then \
		echo "Parley needs Python 3.11, 3.12 or 3.13, and none is on the path: install one and run make again." >&2; \
		exit 2; fi; \
	echo "Setting up $(VENV) with $$($$python --version) (about a minute, once)"; \
	$$python -m venv --clear $(VENV) || { \
		echo "Python could not make a virtual environment: on Debian and Ubuntu, install the package python3-venv." >&2; \
		exit 3; }
	@$(RUN) pip install --quiet --disable-pip-version-check --no-compile \
		--require-hashes --no-deps --only-binary :all: -r requirements.txt
	@$(RUN) compileall -q -q -j 0 -x '/tests?/' $(VENV)/lib || true
	@touch $@

$(VENV)/installed: $(VENV)/locked pyproject.toml
	@$(RUN) pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $@
