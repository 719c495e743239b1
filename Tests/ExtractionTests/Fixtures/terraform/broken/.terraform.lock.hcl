provider {
}
provider "a b" {
}
