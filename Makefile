# Everything here needs Python 3.11 or newer and make; the rest is installed into .venv.
.DEFAULT_GOAL := help
.PHONY: help demo test lint bench clean

PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo
DRAFTED := surveillance-and-assembly
SIGNED = $(filter-out $(DRAFTED),$(basename $(notdir $(wildcard statements/*.md))))

help:
	@echo "make demo   the main job, offline, on the statements of this repository"
	@echo "make test   the whole test suite"
	@echo "make lint   ruff, mypy, import contracts"
	@echo "make bench  the benchmarks (minutes; see docs/benchmarks.md)"
	@echo "make clean  remove what make made"

$(VENV)/.created:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: python3 --version"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.created
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[pt]"
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(VENV)/.created
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[pt,dev]"
	@touch $(VENV)/.installed $@

# A copy, so that the demo leaves the repository as it is.
demo: $(VENV)/.installed
	@rm -rf $(DEMO) && mkdir -p $(DEMO) && cp -R pubflow.toml statements glossary locales $(DEMO)/
	@echo "== translate: pt-BR drafts by the embedded engine; zh-TW has no engine, its reviewed catalogs are carried"
	$(BIN)/pubflow --workspace $(DEMO) translate --redo
	@echo "== check"
	$(BIN)/pubflow --workspace $(DEMO) check || echo "(errors are open: one statement has only drafts, to show both states)"
	@echo "== assemble: reviewed editions, and drafts that say so"
	$(BIN)/pubflow --workspace $(DEMO) assemble --draft
	@echo "== release: what passed the gate, each statement whole; the one with drafts is held back, and why is told"
	$(BIN)/pubflow --workspace $(DEMO) release $(SIGNED)
	@$(BIN)/pubflow --workspace $(DEMO) release $(DRAFTED); test $$? -eq 1  # drafts must not leave
	@echo "== verify: every file and every target of the releases"
	$(BIN)/pubflow --workspace $(DEMO) verify $(DEMO)/build/releases

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) build .mypy_cache .ruff_cache .hypothesis .import_linter_cache .pubflow
