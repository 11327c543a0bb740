# Everything one does with this project; `make help` lists it.
# Written for GNU make 3.81 (the one macOS has) and newer.

PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help site serve check test browsers fuzz stress audit bench dependencies schema init impact \
	ledger sources lock screenshot contact-sheet chart-inputs page-sheet clean
# Two runs of apt-get or pip at once would stand in each other's way.
.NOTPARALLEL:

# Dates in the site are those of the last commit that touched data or text: a commit gives the
# same bytes wherever and whenever it is built, and no page looks newer than what it says.
# Without git, today's.
ifndef SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct -- data docs 2>/dev/null | grep . \
	|| echo $$(($$(date +%s) / 86400 * 86400)))
endif
export SOURCE_DATE_EPOCH

# An empty SITE_URL means none: the address in mkdocs.yml. What is set in the environment is never
# put into a command as text, where a quotation mark would end it: commands read it there.
ifeq ($(strip $(value SITE_URL)),)
unexport SITE_URL
endif

# The theme's notice about MkDocs 2 (the README says what it means for this site), and what
# Python says of jieba's code when it compiles it.
export NO_MKDOCS_2_WARNING := 1
export PYTHONWARNINGS := ignore:invalid escape sequence
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# Names of files are UTF-8, whatever the locale says: Python would not find itself under a folder
# with another name than the locale can spell.
export PYTHONUTF8 := 1

# Python keeps what it compiles, whatever is set elsewhere: compiling 400 modules at every call
# takes a fifth of a build.
unexport PYTHONDONTWRITEBYTECODE

help:  ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Built aside and swapped in at the end: a failing build leaves the last good site/ alone.
site: .venv/.installed  ## Build the site into site/ (at once, if nothing has changed)
	@$(BIN)/python -P hooks/explainer/building.py $(BIN)/mkdocs build --strict --site-dir

# --livereload is the default, but some releases of click lose it unless it is said.
serve: .venv/.installed  ## Show the site on this machine and reload it on every save
	$(BIN)/mkdocs serve --livereload $${ADDRESS:+--dev-addr "$$ADDRESS"}

check: .venv/.installed  ## Check data and text without building (about two seconds)
	@$(BIN)/explainer check $(if $(GITHUB_ACTIONS),--annotations)

# What is wrong with data or text is said before anything is built. As many tests at once as there
# are cores; those of a file share what it builds.
test: check .venv/.installed-test site  ## Check, build the site, then run all tests
	$(BIN)/ruff check
	$(BIN)/lint-imports --cache-dir .cache/imports
	$(BIN)/mypy
	$(BROWSERS) && $(NODE) && $(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder $(or $(PYTEST_ARGS),$(IN_ORDER))

# The longest files first, or one of them runs alone at the end.
IN_ORDER = tests/whole/test_incremental.py tests/browser/test_other_languages.py tests

# WITHOUT="firefox webkit node" goes without; an engine that is just not there is a failure.
BROWSERS = CHROMIUM=$$(sh tests/install-chromium.sh) && export CHROMIUM && \
	FIREFOX=$$(sh tests/install-firefox.sh) && export FIREFOX && \
	WEBKIT=$$(sh tests/install-webkit.sh) && export WEBKIT
NODE = NODE=$$(sh tests/install-npm.sh node) && export NODE

browsers: .venv/.installed-test site  ## Try every type of page in Chromium, Firefox and WebKit (half an hour)
	$(BROWSERS) && PYTHONPATH=tests $(BIN)/python -m engines

# Findings are written to .cache/fuzz; `xxd` shows them, and the tests of the reader keep them.
SECONDS ?= 60
fuzz: .venv/.installed-fuzz  ## Search for input that the readers cannot answer (SECONDS=60, half for each)
	for target in yaml articles; do \
		PYTHONPATH=tests $(BIN)/python -m fuzz $$target $$(($(SECONDS) / 2)) || exit 1; \
	done

stress: .venv/.installed-test  ## Kill builds, run two at once and spoil caches, some hundred times (half an hour)
	PYTHONPATH=tests $(BIN)/python -m stress

audit: .venv/.installed-test site  ## Hold every type of page against its budgets, Lighthouse included (40 minutes)
	CHROMIUM=$$(sh tests/install-chromium.sh) && export CHROMIUM && \
	PYTHONPATH=tests $(BIN)/python -m audit

# The others live apart from .venv; `make bench NUMBERS="10" RUNS=1` for less.
PEERS := .cache/bench/peers
bench: .venv/.installed-test  ## Measure builds beside those of other generators, into the README (an hour)
	@[ "$$(cat $(PEERS)/lock 2>/dev/null)" = "$$(cksum < requirements-bench.txt)" ] || { \
	$(PYTHON) -m venv --clear $(PEERS) && \
	$(PEERS)/bin/pip install --quiet --require-hashes --use-pep517 -r requirements-bench.txt && \
	cksum < requirements-bench.txt > $(PEERS)/lock; }
	PEERS=$(PEERS)/bin PYTHONPATH=tests $(BIN)/python -m bench

screenshot: .venv/.installed-test site  ## Take the README's screenshot anew
	CHROMIUM=$$(sh tests/install-chromium.sh) && export CHROMIUM && $(BIN)/python tests/screenshot.py

contact-sheet: .venv/.installed-test site  ## Put every chart on one picture, .cache/contact-sheet.png, and list those drawn otherwise (BASE=the commit before)
	CHROMIUM=$$(sh tests/install-chromium.sh) && export CHROMIUM && $(BIN)/python tests/contact_sheet.py
	$(BIN)/python tests/chart_changes.py

chart-inputs: .venv/.installed-test  ## Write down what each kind of chart makes of zero, nothing, long words …
	PYTHONPATH=tests $(BIN)/python -m charts.inputs

page-sheet: .venv/.installed-test site  ## Put every type of page on one picture, to look at: .cache/page-sheet.png
	CHROMIUM=$$(sh tests/install-chromium.sh) && export CHROMIUM && $(BIN)/python tests/page_sheet.py

# They live apart from .venv, whose licences they report.
WATCH := .cache/watch
dependencies: .venv/.installed-test  ## Ask whether any dependency has a known weakness, and list their licences
	@[ "$$(cat $(WATCH)/lock 2>/dev/null)" = "$$(cksum < requirements-watch.txt)" ] || { \
	$(PYTHON) -m venv --clear $(WATCH) && \
	$(WATCH)/bin/pip install --quiet --require-hashes -r requirements-watch.txt && \
	cksum < requirements-watch.txt > $(WATCH)/lock; }
	@sh .ci/dependencies $(WATCH)/bin

schema: .venv/.installed  ## Write the schemas for editors and REFERENCE.md from the data model
	@$(BIN)/explainer schema

init: .venv/.installed  ## Begin a site of your own in a new folder: make init DIR=../mine LANGUAGES="en fr"
	@$(BIN)/explainer init "$${DIR:?Say where: make init DIR=../mine}" $${LANGUAGES:+--languages $$LANGUAGES}

impact: .venv/.installed  ## Say what a change of data or text changes (SINCE=main: against a branch)
	@$(BIN)/explainer impact "$${SINCE:-HEAD}"

ledger: .venv/.installed  ## Write the ledger of all published addresses and values
	@$(BIN)/explainer ledger

sources: .venv/.installed  ## Have sources archived, and see whether their addresses still answer
	@$(BIN)/explainer sources $(if $(LIMIT),--limit $(LIMIT))

LOCK = .cache/uv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--no-header --python-version 3.11 $(if $(UPGRADE),--upgrade)

lock: .venv/bin/python  ## Bring the locks into line with pyproject.toml (UPGRADE=1: newest versions)
	$(BIN)/pip install --quiet --upgrade --target .cache/uv uv
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) --group test -c requirements.txt -o requirements-test.txt
	$(LOCK) --group audit -o requirements-audit.txt
	$(LOCK) --group bench -o requirements-bench.txt
	$(LOCK) --group fuzz -o requirements-fuzz.txt
	$(LOCK) --group watch -o requirements-watch.txt
	sh tests/install-npm.sh audit lock
	sh tests/install-npm.sh node lock

clean:  ## Remove everything that was made, the Python environment too
	rm -rf .venv .cache site .site.aside .hypothesis .pytest_cache .ruff_cache
	find hooks tests -name __pycache__ -type d -prune -exec rm -rf {} +

# One that came here with a copied or moved folder, or whose Python is gone, is made anew.
LIVES_HERE := from importlib.util import find_spec; from os.path import samefile; \
	exit(not samefile(find_spec("explainer").origin, "hooks/explainer/__init__.py"))
$(shell [ ! -e .venv/.installed ] || .venv/bin/python -c '$(LIVES_HERE)' 2>/dev/null || rm -rf .venv)

# The environment in .venv. Its stamps hold the checksum of what it was made from: times of files
# say nothing after a checkout, or on a machine whose clock is wrong.
MADE_FROM := requirements.txt pyproject.toml hooks/explainer/charts/fonts.py
TESTS_FROM := $(MADE_FROM) requirements-test.txt
$(shell [ "$$(cat .venv/.installed 2>/dev/null)" = "$$(cat $(MADE_FROM) | cksum)" ] \
	|| rm -f .venv/.installed)
$(shell [ "$$(cat .venv/.installed-test 2>/dev/null)" = "$$(cat $(TESTS_FROM) | cksum)" ] \
	|| rm -f .venv/.installed-test)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo \
	'This needs Python 3.11 or newer, and "$(PYTHON)" is not. Install one (macOS: brew install python;' \
	'Debian, Ubuntu: apt-get install python3) or name one: make PYTHON=/path/to/python3 ...' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || sh .ci/apt-install \
	"python$$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
	$(PYTHON) -m venv --clear .venv

# uv checks the same hashes as pip and takes a tenth of the time. Of pip's settings it is told
# the index; where it cannot install, pip does.
UV = index="$${PIP_INDEX_URL:-$$($(BIN)/pip config get global.index-url 2>/dev/null)}"; \
	$(BIN)/uv pip install --quiet --python $(BIN)/python $${index:+--default-index "$$index"}

# One dependency comes as source only. The lock's own setuptools builds it, not one fetched
# for the moment, so that nothing without a hash runs here.
.venv/.installed: | .venv/bin/python
	@echo "Installing what the site is built with (once for every change of the lock) ..."
	@sed -n -e '/^setuptools==/,/^ *#/p' -e '/^uv==/,/^ *#/p' requirements.txt > .venv/first.txt
	$(BIN)/pip install --quiet --require-hashes -r .venv/first.txt
	$(UV) --require-hashes --no-build-isolation -r requirements.txt || \
	$(BIN)/pip install --quiet --require-hashes --no-build-isolation --use-pep517 -r requirements.txt
	$(BIN)/pip install --quiet --no-build-isolation --no-deps -e .
	@$(BIN)/explainer fonts
	@cat $(MADE_FROM) | cksum > $@

.venv/.installed-fuzz: requirements-fuzz.txt .venv/.installed
	$(UV) --require-hashes -r requirements-fuzz.txt || \
	$(BIN)/pip install --quiet --require-hashes -r requirements-fuzz.txt
	@touch $@

.venv/.installed-test: | .venv/.installed
	$(UV) --require-hashes -r requirements-test.txt || \
	$(BIN)/pip install --quiet --require-hashes -r requirements-test.txt
	@cat $(TESTS_FROM) | cksum > $@
