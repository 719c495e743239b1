module shop.example/app

go 1.22

require acme.example/lib v1.0.0
