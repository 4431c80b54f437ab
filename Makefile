# make start   the course in your browser (installs it first; ARGS="--port 8899" is passed on)
# make stick   a folder for a USB stick: installs without the internet (ARGS="--for windows")
# make test    every test          make check        the curriculum, in words
# make bench   the measurements    make screenshots  the pictures of the README
PYTHON ?= python3
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
SOURCES := pyproject.toml $(wildcard labextension/*.json labextension/static/*.js labsettings/*.json)
MISSING_CHROMIUM := Chromium is missing, so the browser tests could not run: apt-get install chromium (Debian), brew install --cask chromium (macOS).

.PHONY: start stick test check bench screenshots
.DEFAULT_GOAL := start

start: $(VENV)/.installed
	@$(BIN)/toc-training start $(ARGS)

stick: $(VENV)/.installed
	@$(BIN)/python -m tools.stick $(ARGS)

check: $(VENV)/.installed
	@$(BIN)/toc-training check

test: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest $(ARGS)
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
	  command -v google-chrome >/dev/null || echo "$(MISSING_CHROMIUM)"

bench: $(VENV)/.installed-test
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[test,benchmark]"
	@$(BIN)/python -m benchmarks $(ARGS)

screenshots: $(VENV)/.installed-test
	@$(BIN)/python -m tools.screenshots $(ARGS)

# A folder that was moved, or a Python that is gone, is mended by installing again.
ifneq ($(shell $(BIN)/toc-training --help >/dev/null 2>&1 && echo works),works)
.PHONY: $(VENV)/.installed $(VENV)/.installed-test
endif

$(VENV)/.installed: $(SOURCES)
	@PYTHON="$(PYTHON)" sh tools/install.sh "$(VENV)" .
	@touch $@

$(VENV)/.installed-test: $(SOURCES)
	@PYTHON="$(PYTHON)" sh tools/install.sh "$(VENV)" ".[test]"
	@touch $(VENV)/.installed $@
