# Gradus. `make` alone lists what can be made.

SWIFT ?= swift

# Under CI every warning is an error. The flag reaches our own targets only: the package manager silences its dependencies.
ifdef CI
SWIFTFLAGS += -Xswiftc -warnings-as-errors
endif

# What a program is built with, beyond what the package says. Each function has a section of its own, so that the linker leaves out those
# that nothing calls; what a debugger and a crash report read is compressed. Documentation/Decisions/0028-what-a-program-carries.md has the sizes.
ifeq ($(shell uname -s),Linux)
PROGRAMFLAGS := -Xswiftc -Xfrontend -Xswiftc -function-sections -Xlinker --compress-debug-sections=zlib
endif

# `make build STATIC=1`, `make install STATIC=1`: with Swift's libraries inside, for a machine without them.
ifdef STATIC
PROGRAMFLAGS += --static-swift-stdlib
endif

SOURCES := Package.swift $(wildcard Sources Tests Examples Benchmarks) Server/Package.swift Server/Sources Server/Tests

.PHONY: help setup build serve server install uninstall api test fuzz sanitize demo bench docs format lint

help:
	@echo "make setup   install the C libraries and the data set that are missing (Debian, Ubuntu); MPI=\"openmpi mpich\" with MPI"
	@echo "make build   build the command line program, optimised: .build/release/gradus"
	@echo "make serve   build the page and the service, and open them: make serve ARGUMENTS=\"--models models\""
	@echo "make install  the command with its manual page and completions, below PREFIX (/usr/local); SERVE=1 with the server"
	@echo "make uninstall  takes away what install put there; the same PREFIX"
	@echo "make api     what of the public interface has changed since the last tag"
	@echo "make test    build and run every test, and say at the end what failed"
	@echo "make fuzz    random inputs for readers, notation and mathematics, counted: make fuzz SECONDS=60 SEED=1 ONLY=readers"
	@echo "make sanitize  the tests under the address sanitizer, then under the thread sanitizer"
	@echo "make demo    train a classifier on Fashion-MNIST and show what it learned"
	@echo "make bench   seconds an epoch against a hand-written loop and JAX, on this machine"
	@echo "make docs    the documentation as a site in .build/documentation"
	@echo "make format  format every Swift file in place"
	@echo "make lint    report what 'make format' would change, and other breaches of .swift-format"

setup:
	@MPI="$(MPI)" Scripts/setup.sh

build:
	$(SWIFT) build -c release --product gradus $(PROGRAMFLAGS) $(SWIFTFLAGS)

# The server is a package of its own in Server; its program stands beside the command, where `gradus serve` looks for it.
server: build
	$(SWIFT) build -c release --package-path Server --product gradus-serve $(PROGRAMFLAGS) $(SWIFTFLAGS)
	@cp -f Server/.build/release/gradus-serve .build/release/gradus-serve.new && mv -f .build/release/gradus-serve.new .build/release/gradus-serve

serve: server
	.build/release/gradus serve --open $(ARGUMENTS)

install: $(if $(SERVE),server,build)
	@SWIFT=$(SWIFT) SERVE=$(SERVE) Scripts/install.sh

uninstall:
	@Scripts/install.sh remove

api:
	@SWIFT=$(SWIFT) Scripts/api.sh

test: setup
	@SWIFT=$(SWIFT) Scripts/test.sh $(SWIFTFLAGS)

# Seeded and counted; what is wrong, crashes or hangs is named by its section, the seed and a number.
SECONDS ?= 60
SEED ?= 1
ONLY ?=
fuzz:
	$(SWIFT) build -c release --product gradus-fuzz $(PROGRAMFLAGS) $(SWIFTFLAGS)
	@.build/release/gradus-fuzz --seconds $(SECONDS) --seed $(SEED) --only "$(ONLY)"

sanitize: setup
	@SWIFT=$(SWIFT) Scripts/sanitize.sh

demo: setup build
	@Scripts/demo.sh

bench: setup build
	@Scripts/bench.sh

docs:
	@Scripts/docs.sh

format:
	$(SWIFT) format --in-place --recursive --parallel $(SOURCES)

lint:
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)
