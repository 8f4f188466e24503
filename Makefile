# make site    read the archive: creates .venv, installs, writes the edition, renders site/
# make test    everything that a change must pass
# make fonts   put the Naskh face into the package (npm); wheels that are built then have it
# make quality install what the tests of accessibility, validity and speed need (Node, Java)
# PYTHON=python3.13 make site    with another Python (3.11 or newer)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.DEFAULT_GOAL := site
.PHONY: site test lint fonts quality bench serve clean

site: $(VENV)/.installed
	@$(BIN)/kashshaf build

# What is quick to fail comes first, and the tests' summary is the last line.
test: lint
	@$(BIN)/kashshaf build --check --strict
	@$(BIN)/python -m pytest

lint: $(VENV)/.installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

# The face for long reading comes from npm; `faces: {text: naskh}` in kashshaf.yml asks for it.
fonts: generator/kashshaf/faces/naskh/OFL.txt

generator/kashshaf/faces/naskh/OFL.txt: tools/fonts/package.json tools/fonts/install.py
	@command -v npm >/dev/null || { \
	  echo "There is no npm here. Without the Naskh face texts are set in Noto Sans Arabic." >&2; exit 1; }
	@echo "Fetching Noto Naskh Arabic …"
	@npm install --prefix tools/fonts --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error
	@$(PYTHON) tools/fonts/install.py

# The judges of the web that come from npm: tests/test_quality.py asks them if they are there.
quality: tools/quality/node_modules/.installed

tools/quality/node_modules/.installed: tools/quality/package.json
	@echo "Installing axe, Lighthouse and the Nu checker in tools/quality/ …"
	@npm install --prefix tools/quality --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@

bench: $(VENV)/.installed-dev
	@$(BIN)/python benchmarks/bench.py

serve: $(VENV)/.installed
	@$(BIN)/kashshaf serve

# Not .kashshaf/kept/: it holds copies of pages that somebody edited by hand.
clean:
	@rm -rf $(VENV) site dist .kashshaf/*.json .kashshaf/site-stamp
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find generator tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "There is no $(PYTHON) here. Kashshaf needs Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Kashshaf needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "If another one is installed, name it: PYTHON=python3.13 make $(MAKECMDGOALS)" >&2; \
	  exit 1; }
	@echo "Creating $(VENV) with $(PYTHON) …"
	@$(PYTHON) -m venv $(VENV) || { \
	  rm -rf $(VENV); \
	  echo "$(PYTHON) cannot make an environment (on Debian: apt install python3-venv)." >&2; \
	  exit 1; }

# A target's time is that of the last installation: pyproject.toml being newer repeats it.
$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	@echo "Installing Kashshaf in $(VENV) …"
	@$(PIP) install -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	@echo "Installing Kashshaf and what its tests need in $(VENV) …"
	@$(PIP) install -e '.[dev]'
	@touch $@ $(VENV)/.installed
