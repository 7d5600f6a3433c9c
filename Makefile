# `make` lists what there is. Needs only Python 3.11 to 3.13, git and make.

PYTHON ?=
ARGS ?=
EDUPORTAL_EXAMPLES ?= 20000
COUNT ?= 1000000
NAME ?= mark

BIN = .venv/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check install --quiet
CANDIDATES = $(or $(PYTHON),python3.13 python3.12 python3.11 python3)
SUITS = import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
FOUND = $(shell for each in $(CANDIDATES); do $$each -c '$(SUITS)' 2>/dev/null && echo $$each && break; done)
REFUSAL = eduportal needs Python 3.11, 3.12 or 3.13 with its module venv (tried: $(CANDIDATES)); name one with make PYTHON=/path/to/python3.12

.PHONY: help install run test check sure messages guide bench soak dist slice

help: ## List these targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

install: .venv/.develop ## Install everything, the tools for development too, into .venv

run: .venv/.runtime ## Serve the demonstration city on http://localhost:6543 (made at the first start)
	@if [ -z "$$(ls -A var 2>/dev/null)" ]; then \
	    echo "Making the demonstration city in var/ ..."; \
	    trap 'rm -rf var; exit 130' INT TERM; mkdir -p var; \
	    $(BIN)/eduportal init --demo development.ini || { rm -rf var; exit 1; }; \
	fi
	@echo "eduportal: http://localhost:6543 (sign in as in README.md; stop with Ctrl-C)"
	@exec $(BIN)/pserve development.ini

test: .venv/.develop ## Run the tests; ARGS="tests/unit -k marks" chooses some
	@$(BIN)/python -m pytest $(or $(ARGS),-n 3 --dist loadfile)

check: .venv/.develop ## Check style, layers, translations, third-party files and declarations
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/python tools/messages.py check
	$(BIN)/python tools/vendor.py --check
	$(BIN)/eduportal check
	$(BIN)/python -m pytest tests/unit/test_project.py

sure: check test ## What continuous integration asks: check, then test

messages: .venv/.develop ## Compile the Vietnamese texts (.mo) after a change of a fragment
	$(BIN)/python tools/messages.py compile

guide: .venv/.develop ## Take the pictures of the user guide anew (docs/user/img; needs Chromium)
	EDUPORTAL_PICTURES=1 $(BIN)/python -m pytest tests/browser/test_guide_pictures.py

bench: .venv/.develop ## Measure, and print the figures as JSON
	@$(BIN)/python -m bench $(ARGS)

soak: .venv/.develop ## Compare the rules with exact fractions COUNT times each (a million), then try every property EDUPORTAL_EXAMPLES times
	$(BIN)/python -m tests.soak --count $(COUNT)
	EDUPORTAL_EXAMPLES=$(EDUPORTAL_EXAMPLES) $(BIN)/python -m pytest $$(grep -rlE '^(from|import) hypothesis' tests/unit) $(ARGS)

dist: .venv/.develop ## Build dist/*.tar.gz, and dist/*.whl from it
	rm -rf build dist
	$(BIN)/python -m build --no-isolation

slice: ## List everything about one thing, in every layer: make slice NAME=mark
	@git ls-files --cached --others --exclude-standard '*$(NAME)*'

.venv/bin/pip:
	@$(if $(FOUND),,$(error $(REFUSAL)))$(FOUND) -m venv .venv

.venv/.runtime: requirements.lock setup.cfg pyproject.toml | .venv/bin/pip
	@echo "Installing into .venv (a minute or two the first time) ..."
	@$(PIP) --requirement requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.develop: requirements-dev.lock .venv/.runtime
	@$(PIP) --requirement requirements-dev.lock --constraint requirements.lock
	@touch $@
