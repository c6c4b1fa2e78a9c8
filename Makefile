# Everything starts from Python 3.11+ and make; the rest is installed into .venv, pinned with hashes, once.
# PYTHON=/path/to/python3.12 picks the interpreter; ARGS="…" is handed to the program that a target runs.

VENV := .venv
PY   := $(VENV)/bin/python
PIP  := $(PY) -m pip --disable-pip-version-check --quiet
ARGS ?=
# A file's tests stay together, they share what they start, such as a running bot, and files go in the order of
# tests/conftest.py. One worker more than there are cores: a test that plays with the bot waits half of its time.
WORKERS      := $(shell nproc=$$(getconf _NPROCESSORS_ONLN); echo $$((nproc < 4 ? nproc + 1 : 4)))
SIDE_BY_SIDE := --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder

# The workers, and the many processes they start, compile each file once and not each time.
test verify: export PYTHONDONTWRITEBYTECODE :=

# A stamp is named by the content it stands for, so a second run costs nothing and a changed lock installs again.
digest = $(shell cat $(1) | cksum | tr -c '0-9\n' '-')
VENV_STAMP := $(VENV)/.made
RUN_STAMP  := $(VENV)/.run-$(call digest,requirements/run.txt pyproject.toml)
TEST_STAMP := $(VENV)/.test-$(call digest,requirements/test.txt pyproject.toml)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help sandbox run test verify bench pictures lint format lock audit browser clean

help:  ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

sandbox: $(RUN_STAMP)  ## Play in a browser: an offline Telegram, a bank and some people; no token needed
	@exec $(PY) -m bot sandbox $(ARGS)

run: $(RUN_STAMP)  ## Run the real bot with the settings in .env (see .env.example)
	@exec $(PY) -m bot run $(ARGS)

test: $(TEST_STAMP) browser  ## Run all tests, with the linter, the types and the import contracts
	@exec $(PY) -m pytest $(SIDE_BY_SIDE) $(ARGS)

verify: $(TEST_STAMP) browser  ## Run the long forms of the tests as well
	@exec $(PY) -m pytest $(SIDE_BY_SIDE) -m "slow or not slow" --hypothesis-profile=verify $(ARGS)

bench: $(TEST_STAMP)  ## Measure; prints a table and writes benchmarks/latest.json
	@exec $(PY) -m benchmarks $(ARGS)

pictures: $(TEST_STAMP) browser  ## Photograph the sandbox for docs/pictures, in both languages (some minutes)
	@exec $(PY) -m tests.browser.make_pictures $(ARGS)

lint: $(TEST_STAMP)  ## Check style, types and import contracts
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-logo

format: $(TEST_STAMP)  ## Format the code and mend what the linter can
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

lock: $(TEST_STAMP)  ## Pin the dependencies of pyproject.toml anew (ARGS=--upgrade for newer ones)
	$(PIP) install "uv>=0.9"
	$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes $(ARGS) \
	    pyproject.toml --group build -o requirements/run.txt
	$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes $(ARGS) \
	    pyproject.toml --group build --group test -o requirements/test.txt

audit: $(VENV_STAMP)  ## Look the pinned dependencies up among the known vulnerabilities (needs the network)
	@sh requirements/audit.sh $(VENV)/audit $(PY)

browser: $(TEST_STAMP)
	@sh requirements/browser.sh $(PY)

clean:  ## Remove what was installed and generated (never a database)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV_STAMP):
	@sh requirements/venv.sh $(VENV) "$(PYTHON)"
	@touch $@

$(RUN_STAMP): $(VENV_STAMP)
	@echo "Installing what Hecun needs into $(VENV) (once; about a minute) …"
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@rm -f $(VENV)/.run-* && touch $@

$(TEST_STAMP): $(RUN_STAMP)
	@echo "Installing what the tests need …"
	@$(PIP) install --require-hashes -r requirements/test.txt
	@rm -f $(VENV)/.test-* && touch $@
