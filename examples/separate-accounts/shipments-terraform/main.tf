# The queue of the shipments service. `terraform show -json` of its plan is plan.json beside this file.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.100" }
  }
}

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["666677778888"]
}

resource "aws_sqs_queue" "shipments" {
  name = "shipments-test"
  tags = { Environment = "test" }
}
