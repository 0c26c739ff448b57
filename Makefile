# Everything here works on a fresh clone with Python >= 3.11 and its venv module. `make` alone lists the targets.
# Environments are made by tools/dev.py (also for those without make); packages are pinned in constraints.txt.

ifndef PYTHON
PYTHON := $(shell for candidate in python3.13 python3.12 python3.11 python3 python; do \
	$$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$candidate; break; }; done)
endif
ifeq ($(strip $(PYTHON)),)
$(error no Python 3.11 or later was found; install one, or name it: make demo PYTHON=/path/to/python3)
endif

SETUP := $(PYTHON) tools/dev.py
RUN := .venv/bin/python -m
export PYTHONUTF8 := 1

# arguments for `make demo`, `make api`, `make test`, `make bench-peers`, such as ARGS="--lang en" or ARGS="-k merge"
ARGS ?=
# sizes of `make bench`: city (986 organizations), 33k, 330k (the nation; some minutes and 2 GB)
SIZES ?= city 33k

.DEFAULT_GOAL := help
.PHONY: help demo api test check docs bench bench-peers environment lint types coverage wheel lowest pythons verify-types format lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

demo: ## the journey: a city's party organization, its indicators, a reorganization
	@$(SETUP) demo $(ARGS)

api: ## the library behind a page, on this machine only: make api ARGS="--port 8000"
	@$(SETUP) api $(ARGS)

test: ## run the tests
	@$(SETUP) test $(ARGS)

check: lint types coverage docs wheel ## everything a change must pass, but for the benchmarks

docs: environment ## build the documentation, executing every example; warnings are errors
	$(RUN) sphinx -W --keep-going -q -E -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

bench: environment ## ratios against networkx in one run: make bench SIZES="city 33k 330k"
	$(RUN) benchmarks $(foreach size,$(SIZES),--size $(size)) --check

bench-peers: ## the same works by networkx, rustworkx, bigtree, pandas, Polars, DuckDB; installs them apart
	@$(SETUP) peers $(ARGS)

lint: environment ## style, spelling, floors
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) codespell_lib
	.venv/bin/lint-imports --no-logo

types: environment ## mypy --strict on sources and tests; pyright on what a user types
	$(RUN) mypy
	$(RUN) pyright --pythonpath .venv/bin/python

coverage: environment ## all tests, with branch coverage and its gate
	$(RUN) coverage erase
	$(RUN) coverage run -m pytest -n auto -q $(ARGS)
	$(RUN) coverage combine -q
	$(RUN) coverage report

wheel: ## build sdist and wheel, run what packaging can break against the wheel
	@$(SETUP) wheel

lowest: ## the tests with the lowest versions of the dependencies
	@$(SETUP) lowest $(ARGS)

pythons: ## the tests with every newer Python of this machine
	@$(SETUP) pythons $(ARGS)

verify-types: ## how much of the interface the type checker of a user can see
	@$(SETUP) types

format: environment ## let ruff sort imports and format
	$(RUN) ruff check --fix-only .
	$(RUN) ruff format .

lock: ## resolve constraints.txt anew (needs uv)
	$(PYTHON) tools/lock.py

environment:
	@$(SETUP) install dev

clean: ## remove the environment and everything built
	rm -rf .venv build dist docs/_build docs/_generated .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
