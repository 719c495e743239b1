module shop.example/app extra

require (
	acme.example/lib
	acme.example/kept v1.0.0
	acme.example/kept v1.1.0
	"acme.example/open v1.0.0
)

replace acme.example/kept =>
frobnicate everything
