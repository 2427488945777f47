# The daily loop. `make run` and `make test` need Python 3.11 to 3.13, git and make, and nothing else.
#   make run [PORT=8000]  a working city with invented data, at the address it prints
#   make test [T=path]    the tests, or those in one place
#   make check            what the continuous integration runs
PYTHON ?=
PORT ?= 8000
T ?=
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BROWSER := $(VENV)/.browser
# Django's settings must be read to check types; no database is asked.
LINT_ENV := DATABASE_URL=postgresql://lint@/lint YICHUANG_VAR=.mypy_cache/state

.PHONY: setup run test lint format bench nightly docs check
setup: $(READY) $(BROWSER)

$(READY): requirements.lock pyproject.toml scripts/setup.sh scripts/compile_messages.py
	@PYTHON="$(PYTHON)" sh scripts/setup.sh $(VENV)
	@touch $@

# Chromium and pdfsig for the journeys: Debian's, and only as root; elsewhere the journeys skip and say so.
$(BROWSER): $(READY) scripts/browser.sh
	@sh scripts/browser.sh
	@touch $@

run: $(READY)
	@$(BIN)/python scripts/compile_messages.py
	@$(BIN)/yichuang up --port $(PORT)

test: setup
	@$(BIN)/python scripts/compile_messages.py
	$(BIN)/python -m pytest -q -m "not nightly" $(or $(T),-n 2 --dist loadfile)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(LINT_ENV) $(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python scripts/lint_places.py

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)
	$(BIN)/python -m bench $(ARGS)

nightly: setup
	@$(BIN)/python scripts/compile_messages.py
	$(BIN)/python -m pytest -q -m nightly --timeout 7200

docs: $(READY)
	$(LINT_ENV) $(BIN)/sphinx-build -W --keep-going -q -b html docs docs/_build

check: lint test
