provider "" {}
module "none" {}
terraform {
  required_providers { bad = { source = "a/b/c/d/e" } }
}
