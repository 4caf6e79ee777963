# Two commands matter: `make run` and `make test`.

ARGS ?=
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
PACKAGES := libssl-dev zlib1g-dev

.PHONY: run build test lint format bench packages

run: build
	.build/release/electrum-mock serve $(ARGS)

build: packages
	swift build -c release --static-swift-stdlib --product electrum-mock

test: packages
	@# Many tests hold a thread while they wait for a socket: one after the other.
	ELECTRUM_MOCK_STRICT=1 swift test --explicit-target-dependency-import-check error --no-parallel

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

format:
	swift format --in-place --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

bench: build
	cd Benchmarks && swift build -c release --static-swift-stdlib && \
	    .build/release/benchmark ../.build/release/electrum-mock

packages:
	@missing=; for package in $(PACKAGES); do \
	    dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
	    $(SUDO) apt-get update && $(SUDO) apt-get install --yes $$missing; fi
