# make demo       set up, read the sample dispatches, link them, reconcile them in a book, and open the desk
# make test       set up for development, then ruff, mypy, the knowledge check and every test
# make setup      only install (make setup-dev: with what the tests need)
# make check      ruff, mypy and the knowledge check alone
# make assets     bring what the desk shows in a browser (needs npm; the desk works without)
# make docs       write the generated reference pages anew
# make bench      measure speed, memory and start, and write benchmarks/RESULTS.md
# make lock       pin the dependencies anew (needs uv)
#
# PYTHON=/path/to/python chooses the interpreter; BROWSER=no leaves Chromium alone.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := demo
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
# What is installed is keyed on what asks for it, so a second run installs nothing.
key = $(shell cat $(1) pyproject.toml 2>/dev/null | cksum | cut -d' ' -f1)
RUN := $(VENV)/.run-$(call key,constraints.txt)
DEV := $(VENV)/.dev-$(call key,constraints-dev.txt)
SHOWN := $(addprefix samples/,north-west-syria-2024/2024-11-28-halvard-wire-1.txt \
	north-west-syria-2024/2024-11-28-damascus-official-dispatch.txt elsewhere/kessa-ferry.txt)
SAMPLES := samples/north-west-syria-2024 samples/elsewhere
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: demo assets setup setup-dev test check browser lock docs screenshots bench clean

demo: setup
	@$(BIN)/tollbook gazetteer build
	@$(BIN)/tollbook read $(SHOWN)
	@mkdir -p out
	@$(BIN)/tollbook read $(SAMPLES) --format html -o out/demo.html
	@test -f out/book/book.toml || $(BIN)/tollbook init out/book
	@$(BIN)/tollbook add $(SAMPLES) --book out/book
	@$(BIN)/tollbook link --book out/book
	@$(BIN)/tollbook incidents --book out/book | sed -n '/[4-9] claims/p'
	@echo "All sample dispatches, marked up beside their claims: $(CURDIR)/out/demo.html"
	@if [ -t 0 ] && [ -t 1 ]; then $(BIN)/tollbook serve --book out/book; \
	  else echo "The desk: $(BIN)/tollbook serve --book out/book, then http://127.0.0.1:8765/"; fi

setup: $(RUN) assets

assets: $(VENV)/bin/python
	@$(BIN)/python tools/web_assets.py

setup-dev: $(DEV) assets

$(VENV)/bin/python:
	@fit='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; bare=; \
	for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	  "$$python" -c "$$fit" 2>/dev/null || continue; \
	  if "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo "Making $(VENV) with $$("$$python" --version)"; \
	    exec "$$python" -m venv --clear $(VENV); \
	  fi; \
	  bare=$${bare:-$$python}; \
	done; \
	if [ -n "$$bare" ]; then \
	  echo "Tollbook needs the venv module of $$bare: install it (on Debian: apt-get install python3-venv)" >&2; \
	else \
	  echo "Tollbook needs Python 3.11, 3.12 or 3.13: install one (on Debian: apt-get install python3 python3-venv), or name it with make PYTHON=/path/to/python" >&2; \
	fi; exit 1

$(RUN): $(VENV)/bin/python
	@echo "Installing Tollbook and what it needs, pinned by hash (once)"
	@$(PIP) --require-hashes --no-deps -r constraints.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@rm -f $(VENV)/.run-*; touch $@

$(DEV): $(VENV)/bin/python
	@echo "Installing Tollbook, what it needs and what its tests need, pinned by hash (once)"
	@$(PIP) --require-hashes --no-deps -r constraints-dev.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@rm -f $(VENV)/.run-* $(VENV)/.dev-*; touch $(RUN) $@

# The runner's closing line comes last.
test: $(DEV) assets browser check
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

check: $(DEV)
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check
	@$(BIN)/mypy
	@$(BIN)/tollbook knowledge check

# The tests of the page open it in Chromium; without one they are skipped.
browser:
	@if command -v chromium chromium-browser google-chrome >/dev/null 2>&1; then exit 0; fi; \
	if [ "$(BROWSER)" != no ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the tests of the page (once)"; \
	  if apt-get update -qq >/dev/null 2>&1 && \
	     DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1; \
	  then exit 0; fi; \
	fi; \
	echo "No Chromium: the browser tests will be skipped (on Debian: apt-get install chromium)"

lock:
	@uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --quiet pyproject.toml --group build -o constraints.txt
	@uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --quiet pyproject.toml --group build --group dev -c constraints.txt -o constraints-dev.txt

docs: $(DEV)
	@$(BIN)/python docs/generate.py
	@$(BIN)/python -m tollbook.publish.jsons docs/reference/reading.schema.json

screenshots: $(DEV)
	@$(BIN)/python tools/desk_screenshots.py

bench: $(DEV)
	@$(BIN)/python benchmarks/reading.py

clean:
	@rm -rf $(VENV) web/node_modules src/tollbook/desk/vendor out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
