# One command for everything. `make` lists them; each does its own set-up, once.
.DEFAULT_GOAL := help
.PHONY: help run test check bench demo fmt messages vendor format lint types contracts migrations translations documents
MAKEFLAGS += --no-print-directory
SHELL := /bin/bash

HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 4
ARGS ?=
PY := .venv/bin/python
fingerprint = $(shell cat $(1) | sha256sum | cut -c1-12)
RUNTIME := .venv/.ready-$(call fingerprint,requirements.txt)
TOOLS := .venv/.ready-$(call fingerprint,requirements.txt requirements-dev.txt)

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(RUNTIME) ## the portal with the demonstration city, at http://HOST:PORT; stop it with Ctrl-C
	@exec $(PY) manage.py run_portal --host $(HOST) --port $(PORT) $(ARGS)

test: $(TOOLS) ## the whole suite, or a part of it: make test ARGS=tests/core
	@tools/packages.sh postgresql redis-server chromium fonts-noto-cjk
	@$(PY) -m pytest -q -n $(WORKERS) $(ARGS)

check: format lint types contracts migrations translations documents ## everything that a machine can judge without running the portal

bench: $(TOOLS) ## measure against the floors of the same run and write docs/performance.md
	@tools/packages.sh postgresql redis-server
	@$(PY) -m bench $(ARGS)

demo: $(RUNTIME) ## the demonstration city at full size, in a database of its own
	@rm -rf var/full
	@$(PY) -m tools.messages compile
	@VAR_DIR=var/full $(PY) manage.py migrate --verbosity 0
	@VAR_DIR=var/full $(PY) manage.py load_demo --scale full
	@echo "Run on it:  VAR_DIR=var/full make run"

fmt: $(TOOLS) ## format the code
	@$(PY) -m ruff format -q . && $(PY) -m ruff check -q --fix .

messages: $(TOOLS) ## bring new strings into the catalogue
	@tools/packages.sh gettext
	@$(PY) -m tools.messages extract && $(PY) -m tools.messages compile

vendor: $(TOOLS) ## copy the libraries of package.json into static/vendor
	@tools/packages.sh npm
	@npm ci --silent
	@$(PY) -m tools.vendor

format: $(TOOLS)
	@$(PY) -m ruff format --check -q . || { echo "format: run make fmt"; exit 1; }

lint: $(TOOLS)
	@$(PY) -m ruff check -q .
	@$(PY) -m djlint --quiet --lint templates

types: $(TOOLS)
	@$(PY) -m mypy .

contracts: $(TOOLS)
	@told=$$(.venv/bin/lint-imports --no-logo) || { echo "$$told"; exit 1; }; echo "$$told" | tail -1

migrations: $(TOOLS)
	@$(PY) manage.py makemigrations --check --dry-run

translations: $(TOOLS)
	@tools/packages.sh gettext
	@$(PY) -m tools.messages check

documents: $(TOOLS)
	@$(PY) manage.py ticket_diagram --check

$(RUNTIME):
	@tools/venv.sh requirements.txt $@

$(TOOLS):
	@tools/venv.sh requirements-dev.txt $@
