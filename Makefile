# Two commands matter: `make run` and `make test`.

ARGS ?=
FUZZ_SECONDS ?= 10
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
PACKAGES := libssl-dev zlib1g-dev

# The commit that --version tells.
COMMIT ?= $(shell git describe --always --dirty --exclude '*' 2>/dev/null)

.PHONY: run build install package package-twice package-test image-test test generate test-million test-kill \
    test-console sanitize fuzz lint format bench phases performance bench-tools explore packages docs

run: build
	.build/release/electrum-mock serve $(ARGS)

# C asserts name their files: without the directory, or it would be in the packages. The linker drops
# functions that nobody calls, where each has a section of its own. Generic types are made by calls:
# by their names, which the compiler writes otherwise, they would be a sixth of the start. Libraries
# are not looked for beside the executable.
BUILD = ELECTRUM_MOCK_COMMIT=$(COMMIT) swift build -c release --static-swift-stdlib \
    --product electrum-mock -Xcc -ffile-prefix-map=$(CURDIR)=. --disable-local-rpath \
    -Xswiftc -Xfrontend -Xswiftc -function-sections \
    -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors

# The versions that packages are made of, unless others have been resolved.
Package.resolved:
	cp packaging/dependencies.json $@

# The linker takes a library from the first directory that has it, and this one has archives alone.
# Where the compiler knows of no archive, the link leads nowhere, and the shared library is found.
ARCHIVES := $(patsubst %,.build/archives/lib%.a,crypto ssl stdc++ z)

$(ARCHIVES): | packages
	mkdir -p $(@D)
	ln -sf "$$(clang -print-file-name=$(@F))" $@

# A third of the size, since Foundation is left out: Sources/WithoutFoundation says how.
build: packages Package.resolved $(ARCHIVES)
	ELECTRUM_MOCK_WITHOUT_FOUNDATION=1 $(BUILD)
	@.build/release/electrum-mock check >/dev/null; [ $$? -lt 128 ] || { \
	    echo "make build: not without Foundation by this toolchain; the binary has 43 MB more"; \
	    $(BUILD); }

# With man pages and completions; DESTDIR is put before everything.
PREFIX ?= /usr/local

install: build
	packaging/stage $(DESTDIR)$(PREFIX)

# .deb, .tar.xz, checksums and the list of what is inside, in .build/package.
package: build
	packaging/package

# From two clean clones, which make the same bytes.
package-twice:
	packaging/twice

# In a bare Debian; takes root, debootstrap and, the first time, half a minute to make one.
package-test: package
	packaging/package-test

# The Dockerfile, built without an engine and tried.
image-test:
	packaging/image-test

# FILTER='TerminalTests|HealthTests' runs some of them.
FILTER ?=

test: packages
	@# Many tests hold a thread while they wait for a socket: one after the other.
	ELECTRUM_MOCK_STRICT=1 .ci/test --explicit-target-dependency-import-check error --no-parallel \
	    $(if $(FILTER),--filter '$(FILTER)')

# The console in a browser; the binary of make test, or the one that ELECTRUM_MOCK names.
test-console: packages
	ELECTRUM_MOCK_STRICT=1 swift build --explicit-target-dependency-import-check error
	.ci/console

# Renews the files made from the source: scenarios/schema.json, the keys in docs/scenarios.md,
# docs/rules.md, the list of the standard scenarios. The tests that hold them current write them.
generate: packages
	RENEW=1 ELECTRUM_MOCK_STRICT=1 swift test --explicit-target-dependency-import-check error \
	    --no-parallel --filter 'ShippedFilesTests|StandardFilesTests|RulesPageTests|GoldenLadderTests|RenderingTests'

# A million of each kind of damaged input, by fixed seeds; `make test` tries the first thousands.
# Optimised, or it would take a day. Scenario files and patterns are those of DamagedFileTests and
# PatternTests.
MILLION := ParserFuzzTests|JournalFuzzTests|ClockFuzzTests|ControlFuzzTests|DamagedFileTests|PatternTests

test-million: packages
	ELECTRUM_MOCK_STRICT=1 ELECTRUM_MOCK_TEST_INPUTS=1000000 swift test -c release \
	    -Xswiftc -enable-testing --scratch-path .build/million \
	    --explicit-target-dependency-import-check error --filter '$(MILLION)'

# kill -9 under traffic, with a good disk, a full one and a slow one; `make test` does it twice or
# three times.
LIVES ?= 30

test-kill: packages
	ELECTRUM_MOCK_STRICT=1 ELECTRUM_MOCK_TEST_INPUTS=$(LIVES) swift test \
	    --explicit-target-dependency-import-check error --filter 'KillTests|DiskTroubleTests'

# The tests with many or hostile clients, with each sanitizer. Without a search for leaks: it does
# not know the pointers in whose spare bits Swift keeps tags.
WIRE := HTTPServingTests|ElectrumMockTests\.(Control|Descriptor|Handshake|HostileInput|HTTPInterface|Isolation|LimitOption|StopUnderLoad|Storm)

sanitize: export ASAN_OPTIONS = detect_leaks=0
# Suppressions go by names, which mocks started by tests find without a PATH only if told where.
SYMBOLIZER = $(shell command -v llvm-symbolizer)

sanitize: export TSAN_OPTIONS = suppressions=$(CURDIR)/Tests/thread.suppressions$(SYMBOLIZER:%=:external_symbolizer_path=%)
sanitize: packages
	for sanitizer in address thread; do \
	    swift test --sanitize $$sanitizer --scratch-path .build/$$sanitizer --no-parallel \
	        --filter '$(WIRE)' || exit 1; done

# libFuzzer, so long or, with FUZZ_RUNS, so many inputs for each reader of foreign bytes, one after
# the other; each begins with its files in Fuzzing/seeds and what earlier runs have found. A million
# inputs take from half a minute (archive) to seven (clock).
FUZZ := .build/fuzz/release/fuzz
FUZZ_LIMIT = $(if $(FUZZ_RUNS),-runs=$(FUZZ_RUNS),-max_total_time=$(FUZZ_SECONDS))
FUZZ_TARGETS := stream message archive journal scenario pattern clock control

# Swift's own report of a crash would come before libFuzzer keeps the input.
fuzz: export SWIFT_BACKTRACE = enable=no
fuzz: packages
	@echo | swiftc -sanitize=fuzzer -typecheck - 2>/dev/null || { \
	    echo "make fuzz: this Swift has no libFuzzer; those of swift.org for Linux have"; exit 1; }
	ELECTRUM_MOCK_FUZZING=1 swift build -c release --sanitize fuzzer -Xswiftc -enable-testing \
	    --product fuzz --scratch-path .build/fuzz
	@echo "libFuzzer tries each target ($(FUZZ_LIMIT)) and tells of it in .build/fuzz-*.log"
	@for target in $(FUZZ_TARGETS); do \
	    log=.build/fuzz-$$target.log; mkdir -p .build/corpus/$$target; \
	    ELECTRUM_MOCK_FUZZ=$$target $(FUZZ) $(FUZZ_LIMIT) -timeout=5 \
	        -dict=Fuzzing/words.dict -artifact_prefix=.build/$$target- \
	        .build/corpus/$$target Fuzzing/seeds/$$target >$$log 2>&1 \
	    && echo "$$target: $$(grep Done $$log)" || { tail -n 40 $$log; echo "To see it again:" \
	        "ELECTRUM_MOCK_FUZZ=$$target $(FUZZ)" \
	        "$$(sed -n 's/.*Test unit written to //p' $$log)"; exit 1; }; done

STYLED := Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources Fuzzing/fuzz

lint:
	swift format lint --strict --recursive $(STYLED)

format:
	swift format --in-place --recursive $(STYLED)

# The library's documentation, for any web server: .build/docs.
docs: packages
	ELECTRUM_MOCK_DOCS=1 swift package --scratch-path .build/docc \
	    --allow-writing-to-directory .build/docs generate-documentation --target ElectrumMock \
	    --output-path .build/docs --transform-for-static-hosting --warnings-as-errors

# explore against the till, with each of its composite defects and without any.
explore: build
	.ci/explore.py .build/release/electrum-mock $(EXPLORE)

# Beside other servers, as far as their tools are there; ARGS='--only cost latency', ARGS=--short.
# All of it takes a quarter of an hour; it prints and asserts nothing.
bench: build bench-tools
	cd Benchmarks && .build/release/benchmark ../.build/release/electrum-mock $(ARGS)

# Instructions of a provision by phase, by callgrind: the same on a busy machine; 2 min.
phases: build bench-tools
	cd Benchmarks && ./phases ../.build/release/electrum-mock

# The tables of docs/performance.md, made anew; BEFORE is an earlier release binary, measured as well.
performance: build bench-tools
	cd Benchmarks && ./page ../.build/release/electrum-mock '$(BEFORE)' $(ARGS)

bench-tools:
	cd Benchmarks && swift build -c release --static-swift-stdlib && contenders/build

packages:
	@missing=; for package in $(PACKAGES); do \
	    dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
	    $(SUDO) apt-get update && $(SUDO) apt-get install --yes $$missing; fi
