# A deployment; "quotes" and { brackets } in comments count for nothing.
// another /* one
/* several
   lines } */
terraform {
  required_version = ">= 1.6"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
    google = { source = "hashicorp/google", version = "= 6.8.0" }
    acme   = { source = "tools.acme-packages.org/acme/acme", version = "1.2.3" }
    random = "~> 3.0"
  }
  backend "s3" {
    bucket = "state"
    region = "eu-central-1"
  }
}
variable "location" {
  type    = string
  default = "europe-west4"
}
provider "aws" {
  region = "eu-central-1"
}
provider "aws" {
  alias  = "beijing"
  region = "cn-north-1"
}
provider "google" {
  region = var.location
}
resource "azurerm_resource_group" "main" {
  name     = "rg-${terraform.workspace == "prod" ? "a" : "b{"}"
  location = "West Europe"
}
resource "aws_instance" "gpu" {
  instance_type = "p5.48xlarge"
  user_data     = <<-EOT
    provider "nobody" { region = "nowhere" }
  EOT
  tags = merge({ a = "b" }, local.tags)
}
resource "google_compute_instance" "gpu" {
  machine_type = "n1-standard-8"
  guest_accelerator {
    type  = "nvidia-tesla-t4"
    count = 1
  }
}
module "network" {
  source  = "terraform-acme-modules/vpc/aws//modules/endpoints"
  version = "6.0.1"
}
module "own" {
  source = "./modules/own"
}
module "git" {
  source = "git::https://github.com/acme/modules.git//dns?ref=v2"
}
module "private" {
  source  = "tools.acme-packages.org/acme/dns/acme"
  version = "~> 2"
}
module "bucket" {
  source = "s3::https://files.acme-packages.org/modules/a.zip"
}
output "x" { value = [for k, v in { a = 1 } : k if v > 0] }
