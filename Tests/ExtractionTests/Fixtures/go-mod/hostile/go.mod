module shop.example/app
go 99999999999999999999.18446744073709551616
require acme.example/%2e%2e/.. v1.0.0
require acme.example/far v1.0.0
require https://u:PLANTED@acme.example/lib v1.0.0
require ‮elpmaxe.acme/lib v1.0.0
replace acme.example/far => ../../../../etc
require ((((((((((
