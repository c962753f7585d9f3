PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test coverage check lint types pages bench recall faults docs masters templates bundle clean system peers

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	touch $@

# What a person sees is tested with LibreOffice and Chromium, and clicked on a screen that nobody sees; installed where that is
# allowed, the tests say what they skip elsewhere.
system:
	@command -v soffice >/dev/null && command -v xdotool >/dev/null && command -v chromium >/dev/null && /usr/bin/python3 -c "import uno" 2>/dev/null || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
	  libreoffice-calc libreoffice-writer python3-uno fonts-noto-cjk poppler-utils xvfb xdotool imagemagick chromium >/dev/null; } || \
	  echo "LibreOffice, its Python, Xvfb, xdotool or Chromium is not here; the tests that need them are skipped."

demo: $(STAMP)
	rm -rf build/demo-school
	$(BIN)/xlplan new build/demo-school --demo
	$(BIN)/xlplan nightly --office build/demo-school || test $$? -eq 1

test: $(STAMP) system
	$(BIN)/python -m pytest -n auto --dist worksteal

# Watching which lines run takes as long as running them.
coverage: $(STAMP) system
	$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term:skip-covered

# Types and pages take a minute each and a core each.
check: $(STAMP)
	@$(MAKE) --no-print-directory --jobs 2 lint types pages

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: $(STAMP)
	$(BIN)/mypy

pages: $(STAMP)
	$(BIN)/python -m docs.build --check

docs: $(STAMP)
	$(BIN)/python -m docs.build

# The peers are GPL programs: they are run, never imported, and live outside our environment.
peers: .venv-bench/.installed
	@for peer in hledger ledger; do command -v $$peer >/dev/null || { [ "$$(id -u)" = 0 ] && \
	  command -v apt-get >/dev/null && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$peer >/dev/null; } || \
	  echo "$$peer is not here; the bench leaves it out."; done

.venv-bench/.installed:
	test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check "beancount>=3.2" && \
	  touch $@ || echo "beancount is not here; the bench leaves it out."

bench: $(STAMP) peers
	$(BIN)/python -m tests.bench

recall: $(STAMP)
	$(BIN)/python -m tests.seeded
	$(BIN)/python -m tests.months

# A nightly run is killed, starved, locked out and doubled some hundreds of times.
faults: $(STAMP)
	$(BIN)/python -m tests.faults

clean:
	rm -rf build dist $(VENV) .venv-bench

# The committed templates are made of the text in templates/source.
templates: $(STAMP)
	$(BIN)/python -m templates.build

# The committed masters are those of the demo school.
masters: demo
	cp build/demo-school/workbooks/*.xlsx workbooks/

# For an offline Windows PC, made on any machine; what only Windows can show is in docs/windows.md.
bundle: $(STAMP)
	$(BIN)/python -m macros.windows.build
