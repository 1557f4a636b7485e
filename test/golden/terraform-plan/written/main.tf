terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.100" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

module "ci" {
  source   = "./modules/ci"
  for_each = toset(["build", "release"])
  name     = each.key
}

resource "aws_iam_user" "operator" {
  name = "operator"
}

resource "aws_iam_user_policy" "operator" {
  user = aws_iam_user.operator.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["ec2:RunInstances"], Resource = "arn:aws:ec2:*:*:instance/*" },
      { Effect = "Allow", Action = ["iam:*"], Resource = "*" },
    ]
  })
}
