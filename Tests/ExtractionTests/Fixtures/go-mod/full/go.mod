// The shop.
module shop.example/app

go 1.22.1

toolchain go1.23.4

godebug default=go1.21

require (
	acme.example/lib/v2 v2.3.0
	acme.example/patched v1.0.0
	"acme.example/quoted" v0.1.0 // used by tests
	acme.example/moved v1.1.0
	acme.example/local v0.0.0-20240101000000-abcdef123456
)

require acme.example/deep v1.4.0+incompatible // indirect

require (
	acme.example/deeper v1.0.0 // indirect; for the tool
)

exclude acme.example/lib/v2 v2.2.9

replace (
	acme.example/patched v1.0.0 => fork.example/acme/patched v1.0.1
	acme.example/moved => other.example/moved v1.2.0
	acme.example/local => ./local
)

retract [v0.1.0, v0.2.0]

tool acme.example/lib/v2/cmd/gen
