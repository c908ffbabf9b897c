# Relay. `make help` lists what there is.

SHELL := /bin/bash
export LANG := en_US.UTF-8

TAGS    := migrated_fynedo
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X relay/app.Version=$(VERSION)

# What a fresh Debian 12 needs to build the window, and to test everything.
BUILD_DEBS := gcc libc6-dev pkg-config libgl1-mesa-dev libgl1-mesa-dri libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev
# Fonts for scripts that neither the program nor the toolkit brings: Devanagari, Thai, Chinese, Japanese, Korean and others.
RUN_DEBS   := fonts-noto-core fonts-noto-cjk
TEST_DEBS  := dbus-daemon xvfb xdotool imagemagick x11-utils tshark kannel libnet-smpp-perl

# How long make nightly runs each fuzz target.
FUZZTIME := 60s

# How many messages bench-scale stores first.
ROWS := 5000000

# How many random stories make simulate plays, and from which seed.
N    := 10000
FROM := 1

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: run test build headless lint bench bench-peers bench-queue bench-scale bench-ui package clean help deps test-deps unit race window peers pictures goldens nightly simulate

run: deps build ## install what is missing, build, open the window
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then bin/relay; \
	else echo "There is no display here: running 'relay demo' instead of the window."; bin/relay demo; fi

build: ## build bin/relay
	go build -tags $(TAGS) -ldflags '$(LDFLAGS)' -o bin/relay .

headless: ## build bin/relay-headless: no window, no C compiler
	CGO_ENABLED=0 go build -tags headless -ldflags '$(LDFLAGS)' -o bin/relay-headless ./app/headless

test: test-deps ## everything: lint, unit, race, peers, window
	@rm -f .ci/totals
	$(MAKE) --no-print-directory lint
	$(MAKE) --no-print-directory unit
	$(MAKE) --no-print-directory race
	$(MAKE) --no-print-directory peers
	$(MAKE) --no-print-directory build
	$(MAKE) --no-print-directory window
	@go run ./.ci/gotest -sum .ci/totals

unit: ## tests that need neither a C compiler nor a display
	CGO_ENABLED=0 go run ./.ci/gotest -totals .ci/totals -tags ci,$(TAGS) -timeout 10m ./...

race: ## the same under the race detector, and without the tag that hides wrong-thread calls
	go run ./.ci/gotest -totals .ci/totals -race -tags ci -timeout 20m ./...

peers: ## against programs that are not ours: npm smpp, Net::SMPP, Kannel, tshark
	cd app/testdata/peers && npm ci --silent --no-audit --no-fund
	CGO_ENABLED=0 go run ./.ci/gotest -totals .ci/totals -tags ci,peers,$(TAGS) -timeout 10m -run 'Peer' ./app

window: ## the real window under Xvfb
	go run ./.ci/gotest -totals .ci/totals -tags window,$(TAGS) -timeout 5m -run 'Window' ./app

pictures: test-deps ## every screen into dist/pictures, and the README's six from the real window
	CGO_ENABLED=0 go test -tags ci,pictures,$(TAGS) -timeout 40m -count 1 -run 'TestShots|TestLanguages' ./app
	go test -tags window,pictures,$(TAGS) -timeout 5m -count 1 -run 'TestPictures' ./app

goldens: ## draw the pictures anew that tests compare the screens with
	RELAY_RENEW_GOLDENS=1 CGO_ENABLED=0 go test -tags ci,$(TAGS) -timeout 10m -count 1 -run 'TestLooks' ./ui/...

lint: ## gofmt, vet, staticcheck
	@out=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$out" ]; then echo "not formatted by gofmt:"; echo "$$out"; exit 1; fi
	go vet -tags ci,$(TAGS) ./...
	go run $(STATICCHECK) -tags ci,$(TAGS) ./...

nightly: ## 10 million mutated PDUs, 10 million messages, and every fuzz target for FUZZTIME
	CGO_ENABLED=0 RELAY_MUTATIONS=10000000 RELAY_SEED=$$(date +%s) go test -tags ci,$(TAGS) -timeout 60m -count 1 -v -run '^TestMutatedPDUs$$' ./gateway/smpp
	CGO_ENABLED=0 RELAY_MESSAGES=10000000 go test -tags ci,$(TAGS) -timeout 60m -count 1 -v -run '^TestSoak$$' ./gateway/session
	@# Go may end a fuzz run with its own deadline as an error: one without an input that fails is none.
	@set -e -o pipefail; log=$$(mktemp); trap 'rm -f $$log' EXIT; for dir in $$(git grep -l '^func Fuzz' -- '*_test.go' | xargs -n1 dirname | sort -u); do \
		for target in $$(CGO_ENABLED=0 go test -tags ci,$(TAGS) -list '^Fuzz' ./$$dir | grep '^Fuzz'); do \
			echo "$$dir $$target"; \
			CGO_ENABLED=0 go test -tags ci,$(TAGS) -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) ./$$dir 2>&1 | tee $$log || \
				{ grep -q 'context deadline exceeded' $$log && ! grep -q 'Failing input' $$log; }; \
		done; \
	done

simulate: ## N random stories of Relay and its peers, with every fault, from seed FROM
	@set -o pipefail; CGO_ENABLED=0 go test -tags ci,$(TAGS) -timeout 12h -count 1 -v -run '^TestStories$$' ./gateway/engine -stories $(N) -stories.from $(FROM) | grep -vE '^ *(=== |--- PASS)'

bench: ## speed, with the limit in the same run
	CGO_ENABLED=0 go test -tags ci,$(TAGS) -timeout 20m -run '^$$' -bench . ./gateway/... ./storage/...

bench-peers: ## sessions beside other SMPP libraries for Go, in one run and against its bars
	cd gateway/session/testdata/peers && CGO_ENABLED=0 go run .
	CGO_ENABLED=0 go test -tags ci,$(TAGS) -timeout 5m -run '^$$' -bench '^BenchmarkTapped$$' -benchtime 1000000x ./gateway/engine

bench-queue: ## a start with a million messages queued, and the memory that each takes
	CGO_ENABLED=0 go test -tags ci,$(TAGS) -timeout 20m -run '^$$' -bench '^BenchmarkStart$$' ./gateway/engine

bench-scale: ## receipts, pages and searches with ROWS messages stored
	CGO_ENABLED=0 go test -tags ci,$(TAGS) -timeout 60m -run '^$$' -bench '^BenchmarkScale$$' -benchtime $(ROWS)x ./storage

bench-ui: test-deps ## how fast the window is, against its bars; a million messages are made once
	go test -tags window,benchui,$(TAGS) -timeout 30m -count 1 -v -run '^TestBenchUI$$' ./app

package: build ## dist/relay_VERSION_amd64.deb
	.ci/package "$(VERSION)"

clean: ## remove what was built
	rm -rf bin dist .ci/totals

deps:
	@.ci/install $(BUILD_DEBS) $(RUN_DEBS)

test-deps:
	@.ci/install $(BUILD_DEBS) $(TEST_DEBS) $$(command -v npm >/dev/null || echo nodejs npm)

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'
