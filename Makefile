# `make demo` and `make test` need python3 (3.11 or later), make and the package index; all that
# they install goes into .venv. `make help` lists the rest.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed
DOCS_READY := $(VENV)/.installed-docs
TYPING_READY := $(VENV)/.installed-typing
LOCKER := .venv-lock
LOCKER_READY := $(LOCKER)/.installed
LOCKS := requirements
SHARE := 0.2
BENCH := .venv-bench
BENCH_READY := $(BENCH)/.installed
VERSIONS := 3.11 3.12 3.13
NUMPYS := 2.0:3.11 newest:3.11 newest:3.13
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check
# What is pinned, each file with its hash, and then the project itself, which downloads nothing.
INSTALL_LOCKED := $(PIP_INSTALL) --require-hashes -r
INSTALL_PROJECT := $(PIP_INSTALL) --no-deps --no-build-isolation
COMPILE = $(LOCKER)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-emit-index-url --custom-compile-command 'make lock' \
	--quiet --upgrade

# A Python that will do: it runs, is recent enough and can make virtual environments.
USABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	if $$p -c '$(USABLE)' >/dev/null 2>&1; then echo $$p; break; fi; done)

MAKE_VENV = test -n "$(PYTHON)" || { echo "No Python 3.11 or later with the venv module found (on Debian: python3-venv); name one with make PYTHON=..." >&2; exit 1; }; \
	test -x $@/bin/python || $(PYTHON) -m venv $@

# Sets $python to an interpreter of version $v, or to nothing.
FIND_PYTHON = python=; for p in python$$v "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/$$v.*/bin/python$$v; do \
	if "$$p" -c '$(USABLE)' >/dev/null 2>&1; then python=$$p; break; fi; done

export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

.DEFAULT_GOAL := help
.PHONY: help demo test soak test-all test-numpy docs bench gate peers mutants lint types typing pytest format lock clean

help: ## list the targets
	@sed -n 's/^\([a-z-][a-z -]*\):.*## /\1	/p' $(firstword $(MAKEFILE_LIST)) | awk -F '\t' '{printf "make %-14s %s\n", $$1, $$2}'

demo: $(READY) ## train a classifier of handwritten digits, fit two models of statistics
	$(BIN)/python examples/digits.py
	$(BIN)/python examples/grades.py

test: $(READY) ## lint, check types, run the tests and compare the speed with what it was
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory types
	@$(MAKE) --no-print-directory pytest
	@$(MAKE) --no-print-directory gate

soak: $(READY) ## 100,000 random programs, fuzzing, 100,000 steps of training each way (15 minutes)
	$(BIN)/python tests/soak.py

test-all: ## run the tests on every supported Python found
	@found=; failed=; \
	for v in $(VERSIONS); do \
		$(FIND_PYTHON); \
		if [ -z "$$python" ]; then echo "Python $$v: not found"; continue; fi; \
		echo "Python $$v: found"; found="$$found $$v"; \
		{ test -x .venv-$$v/bin/python || "$$python" -m venv .venv-$$v; } && \
		.venv-$$v/bin/python $(INSTALL_LOCKED) $(LOCKS)/dev.lock && \
		.venv-$$v/bin/python $(INSTALL_PROJECT) -e . && \
		.venv-$$v/bin/python -m pytest -q -n auto || failed="$$failed $$v"; \
	done; \
	echo "Found:$${found:- none}. Failed:$${failed:- none}."; \
	test -n "$$found" && test -z "$$failed"

test-numpy: ## run the tests on the oldest NumPy supported and on the newest, types aside
	@found=; failed=; \
	for pair in $(NUMPYS); do \
		n=$${pair%:*}; v=$${pair#*:}; venv=.venv-numpy$$n-$$v; \
		case $$n in newest) numpy=numpy;; *) numpy="numpy==$$n.*";; esac; \
		$(FIND_PYTHON); \
		if [ -z "$$python" ]; then echo "Python $$v: not found"; continue; fi; \
		found="$$found $$pair"; \
		{ test -x $$venv/bin/python || "$$python" -m venv $$venv; } && \
		$$venv/bin/python $(PIP_INSTALL) --upgrade -e . "$$numpy" hypothesis mpmath pytest pytest-xdist scipy && \
		$$venv/bin/python -c 'import numpy, platform; print("NumPy", numpy.__version__, "on Python", platform.python_version())' && \
		$$venv/bin/python -m pytest -q -n auto || failed="$$failed $$pair"; \
	done; \
	echo "Found:$${found:- none}. Failed:$${failed:- none}."; \
	test -n "$$found" && test -z "$$failed"

docs: $(DOCS_READY) ## build the documentation into docs/_build/html
	$(BIN)/sphinx-build -W -n -q -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

bench: $(BENCH_READY) ## compare with other libraries, in an environment of its own
	@mkdir -p build
	$(BENCH)/bin/python benchmarks/run.py --json build/bench.json --picture build/bench.svg --growth-picture build/growth.svg

gate: $(READY) ## notice when the engine gets slower, by ratios to NumPy by hand
	$(BIN)/python benchmarks/gate.py

peers: $(BENCH_READY) ## compare the gradients of all operations with JAX's
	$(BENCH)/bin/python -m pytest -q -n auto tests/test_second_library.py

mutants: $(READY) ## how many small mistakes in the rules the tests notice (SHARE=1 takes hours)
	nice $(BIN)/python tools/mutate.py --share $(SHARE)

lint: $(READY) ## ruff: rules and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(READY) ## mypy and pyright
	$(BIN)/mypy
	@if $(BIN)/pyright --version >/dev/null 2>&1; then \
		echo "$(BIN)/pyright"; $(BIN)/pyright; \
	elif [ "$$AUTODIFF_SKIP_PYRIGHT" = 1 ]; then \
		echo "pyright: its npm package cannot be fetched; skipped, as AUTODIFF_SKIP_PYRIGHT=1 asks"; \
	else \
		echo "pyright: its npm package cannot be fetched; AUTODIFF_SKIP_PYRIGHT=1 skips it" >&2; exit 1; \
	fi

typing: $(TYPING_READY) ## what five type checkers see of typing_tests/
	$(BIN)/python tools/typing_table.py

pytest: $(READY) ## the tests alone
	$(BIN)/pytest -q -n auto

format: $(READY) ## put the code into ruff's format and apply its safe fixes
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

lock: $(LOCKER_READY) ## pin the newest tools and libraries of development, with their hashes
	@mkdir -p $(LOCKS)
	$(COMPILE) --extra dev --extra examples --output-file $(LOCKS)/dev.lock
	$(COMPILE) --extra docs --constraint $(LOCKS)/dev.lock --output-file $(LOCKS)/docs.lock
	$(COMPILE) --extra typing --constraint $(LOCKS)/dev.lock --output-file $(LOCKS)/typing.lock

clean: ## remove the environments, caches and builds
	rm -rf .venv .venv-* .benchmarks .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist docs/_build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV) $(BENCH) $(LOCKER):
	@$(MAKE_VENV)

$(READY): pyproject.toml $(LOCKS)/dev.lock | $(VENV)
	@echo "Installing into $(VENV) ..."
	@$(BIN)/python $(INSTALL_LOCKED) $(LOCKS)/dev.lock
	@$(BIN)/python $(INSTALL_PROJECT) -e .
	@touch $@

$(DOCS_READY): $(LOCKS)/docs.lock $(READY)
	@$(BIN)/python $(INSTALL_LOCKED) $(LOCKS)/docs.lock
	@touch $@

$(TYPING_READY): $(LOCKS)/typing.lock $(READY)
	@$(BIN)/python $(INSTALL_LOCKED) $(LOCKS)/typing.lock
	@touch $@

$(LOCKER_READY): | $(LOCKER)
	@$(LOCKER)/bin/python $(PIP_INSTALL) uv
	@touch $@

# torch has no wheel for some platforms; the rest of the comparison runs without it.
$(BENCH_READY): pyproject.toml | $(BENCH)
	@echo "Installing into $(BENCH) ..."
	@$(BENCH)/bin/python $(PIP_INSTALL) -e . autograd hypothesis matplotlib mpmath mygrad pytest pytest-benchmark pytest-xdist scipy
	@$(BENCH)/bin/python $(PIP_INSTALL) -e '.[bench]' \
		|| echo "torch could not be installed here; the comparison goes on without it."
	@touch $@
