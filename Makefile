# make run    serve the app on http://localhost:8000, nothing configured
# make test   every check there is: format, lint, types, import rules, Python, browser and JavaScript tests
# make check  the quick part of it: format, lint, types, import rules
# make bench-storm  measure a full room of people who all tap emotions; see bench/README.md
# make bench-sync   measure how tightly real pages hold together on bad lines, and draw docs/sync.svg
# make bench-sync-sim  compare with other programs' sync rules in the simulator
# make vendor fetch the browser libraries again, at the versions their README names
#
# Each but the last two sets up what it needs in .venv first. Another interpreter: make run PYTHON=/path/to/python

.PHONY: run test check bench-storm bench-sync bench-sync-sim vendor
.DELETE_ON_ERROR:
.DEFAULT_GOAL := run

VENV := .venv
BIN := $(VENV)/bin
IS_NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'

# Each candidate is started, not just looked up: a version manager's shim may stand for nothing.
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	if $$python $(IS_NEW_ENOUGH) 2>/dev/null; then echo $$python; break; fi; done)

run: $(VENV)/runtime.installed
	$(BIN)/python main.py

test: $(VENV)/tests.installed
	$(BIN)/python -m tests.system
	$(BIN)/python -m tests

check: $(VENV)/tests.installed
	$(BIN)/python -m tests format lint types imports

bench-storm: $(VENV)/tests.installed
	$(BIN)/python -m bench.storm

bench-sync: $(VENV)/tests.installed
	$(BIN)/python -m bench.sync --plot docs/sync.svg

bench-sync-sim:
	node bench/sync_simulated.mjs

vendor:
	webapp/static/js/vendor/update.sh

$(VENV)/runtime.installed: requirements.txt | $(BIN)/pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/tests.installed: requirements.txt tests/requirements.txt | $(BIN)/pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@

# pip is the last thing an environment gets: with it, the environment is whole.
$(BIN)/pip:
	@"$(PYTHON)" $(IS_NEW_ENOUGH) 2>/dev/null || { \
		found=$$("$(or $(PYTHON),python3)" --version 2>&1 | head -n 1); \
		echo "Watch Together needs Python 3.11 or newer. Found: $$found"; \
		echo "Install it, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 1; } >&2
	@echo "$(PYTHON) -m venv $(VENV)"
	@"$(PYTHON)" -m venv $(VENV) || { \
		echo "This Python cannot make environments: on Debian and Ubuntu install python3-venv."; \
		exit 1; } >&2
