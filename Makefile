# Each target works on a machine that has only Python 3.11+ and make: it makes its own .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help report test lint wheel docs pages check audit fuzz mutation bench eval fit screenshot constraints clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | sort

# --no-deps: constraints.txt is the whole closure, and older pips stumble over its extras.
$(READY): constraints.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "policytext needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip --quiet --disable-pip-version-check install --no-deps --require-hashes -r constraints.txt
	$(BIN)/python -m pip --quiet --disable-pip-version-check install --no-deps --no-build-isolation -e .
	@touch $(READY)

report: $(READY)  ## regenerate reports/ from texts/
	$(BIN)/policytext report

test: $(READY)  ## run the tests
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(READY)  ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

wheel: $(READY)  ## build the wheel, and use it in an empty environment
	$(BIN)/python -m pytest --wheel tests/contracts/test_wheel.py

# The variable silences a notice of the theme about its successor.
docs: $(READY)  ## build the documentation into build/docs, strictly and offline
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --config-file docs/site/mkdocs.yml

pages: $(READY)  ## write anew what pages quote: help texts, outputs of examples, notebooks
	$(BIN)/python docs/make_reference.py
	$(BIN)/python -m tests.support.examples
	$(BIN)/python -m tests.support.notebooks

check: lint test  ## lint, test, verify, and that reports/ is up to date
	$(BIN)/policytext verify
	$(BIN)/policytext report --check

audit: $(READY)  ## the long audits: exhaustive, seeded and differential
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "" --audit

fuzz: $(READY)  ## a million odd inputs for each of a dozen targets
	$(BIN)/python -m pytest -n 2 --audit tests/contracts/fuzz

# FILE=claims/judge.py changes that file alone, in minutes; without it all of the core, in hours.
MUTANTS := $(if $(FILE),policytext.$(subst /,.,$(basename $(FILE))).)
mutation: $(READY)  ## change the core (or FILE=claims/judge.py) in small ways, and list the changes no test noticed
	nice $(BIN)/mutmut run $(if $(FILE),'$(MUTANTS)*')
	$(BIN)/mutmut results | grep --fixed-strings '$(MUTANTS)' || true

bench: $(READY)  ## time everything side by side with its peer
	$(BIN)/python -m benchmarks

eval: $(READY)  ## recall, honesty and precision of reading articles, against the floors
	$(BIN)/python -m tests.articles.evaluate

fit: $(READY)  ## fit the weights of the evidence anew, on the builds of the train side
	$(BIN)/python -m tests.articles.fit --write

screenshot: $(READY)  ## the README's picture of the report
	$(BIN)/python docs/make_screenshot.py

constraints:  ## pin every dependency anew, with hashes and without an index
	uv pip compile pyproject.toml --all-extras --group dev --group docs --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade -o constraints.txt

clean:  ## remove what the targets made
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
