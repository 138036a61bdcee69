# `make` alone tells what can be made.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv/bin
PORT ?= 8000

export SHOUWEN_DATA_DIR ?= $(CURDIR)/var
ifneq ($(wildcard ../shared/data),)
export SHOUWEN_REAL_DATA ?= $(abspath ../shared/data)
endif

# A machine may say that no bytecode be kept; then each of some hundred processes compiles everything again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup screens papers run test e2e proof bench timings lint format migration openapi lock clean

help:
	@awk 'BEGIN {FS = ":.*## "} /^## / {printf "\n%s\n", substr($$0, 4)} \
		/^[a-z][a-z0-9-]*:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

## Try it

run: setup screens papers ## the whole house with a demo community, on http://127.0.0.1:8000 (PORT=… for another)
	@$(VENV)/shouwen migrate
	@$(VENV)/shouwen demo --once --personas "$(SHOUWEN_DATA_DIR)/personas.json"
	@exec $(VENV)/shouwen serve --port $(PORT)

setup: ## .venv with exactly what requirements.lock names (needs Python 3.11 or newer)
	@test -n "$(PYTHON)" || { echo "✗ Python 3.11 or newer is needed"; exit 1; }
	@$(PYTHON) -m tools.setup

screens: setup ## build the front end, when it has changed
	@$(VENV)/python -m tools.screens

papers: setup ## what PDFs are set with: a typeface, and libraries where apt may bring them
	@$(VENV)/python -m tools.papers

## Be sure

test: setup ## every check and every test; brings its browser and its PostgreSQL
	@$(VENV)/python -m tools.test

e2e: setup ## only the journeys through the browser
	@$(VENV)/python -m tools.test "screens built" "end to end"

lint: setup ## only ruff, mypy, the direction of imports, and the checks of the front end
	@$(VENV)/python -m tools.test ruff "ruff format" mypy import-linter "screens built" "screens checked"

proof: setup screens papers ## the promises, tried against running servers; one JSON line for each
	@$(VENV)/python -m tests.proof

timings: setup screens ## how long screens take on a slow telephone, in milliseconds; told, never judged
	@$(VENV)/python -m tools.test "screens timed"

bench: setup ## speeds as ratios to limits measured in the same run
	@$(VENV)/python -m tests.bench

## Work on it

format: setup ## let ruff and biome write
	@$(VENV)/ruff check --fix --quiet . || true
	@$(VENV)/ruff format .
	@$(VENV)/python -m tools.node npm run --silent format

migration: setup ## a new revision: make migration about="what it does"
	@test -n "$(about)" || { echo '✗ say what it does: make migration about="…"'; exit 1; }
	@$(VENV)/python -m migrations.new "$(about)"

openapi: setup ## write frontend/openapi.json from the application
	@$(VENV)/shouwen openapi > frontend/openapi.json.new
	@mv frontend/openapi.json.new frontend/openapi.json

lock: setup ## pin again what pyproject.toml and tools/browser ask for
	@$(VENV)/python -m tools.lock

clean: ## throw away what was built and cached; var/ (your data) stays
	rm -rf backend/shouwen/core/print/fonts
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -rf frontend/node_modules frontend/apps/*/dist
	find backend tests tools migrations -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
