provider "registry.terraform.example/hashicorp/aws" {
  version     = "5.72.1"
  constraints = "> 5.72.0"
  hashes = [
    "h1:AAAA=",
    "zh:bbbb",
  ]
}
