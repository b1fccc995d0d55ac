# The verbs of the hub. `make` alone explains them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2

.PHONY: help run test check bench lock messages elasticsearch elasticsearch-stop run-elasticsearch

help: ## Explain the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.run ## Set up everything and serve the demo hub (HOST, PORT)
	@$(BIN)/python manage.py run_hub --host $(HOST) --port $(PORT)

test: $(VENV)/.dev ## Set up and run the tests (ARGS="tests/search -k facet")
	@$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

check: $(VENV)/.dev ## Lint, format, types, import contracts, migrations, then the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	@$(MAKE) --no-print-directory test

bench: $(VENV)/.dev ## Measure the budgets; figures belong into docs/performance.md
	@$(BIN)/python -m benchmarks

elasticsearch: $(VENV)/.run ## Fetch and start an Elasticsearch server for development and tests
	@$(BIN)/python -m search.engines.server start

elasticsearch-stop: ## Stop it
	@$(BIN)/python -m search.engines.server stop

run-elasticsearch: elasticsearch ## Serve the demo hub with Elasticsearch as its search engine
	@SEARCH_ENGINE=elasticsearch ELASTICSEARCH_URL=$$($(BIN)/python -m search.engines.server url) \
		$(BIN)/python manage.py run_hub --host $(HOST) --port $(PORT)

lock: $(VENV)/.dev ## Compile requirements/*.txt from pyproject.toml
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links --no-header -o requirements/base.txt pyproject.toml
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links --no-header --allow-unsafe --extra dev -o requirements/dev.txt pyproject.toml

messages: $(VENV)/.dev ## Collect texts to translate (needs GNU gettext) and compile the translations
	$(BIN)/python manage.py makemessages -l nl -l ar --no-obsolete --add-location file -i "$(VENV)*" -i "var/*" -i "tests/*" -i "benchmarks/*"
	$(BIN)/pybabel -q compile -D django -d hub/locale

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "The hub needs Python 3.11 or newer."; exit 1; }
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/base.txt | $(VENV)/bin/python
	@echo "Installing what the hub needs (a minute or two the first time) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(VENV)/bin/python
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/.run
