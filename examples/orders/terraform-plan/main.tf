# The pipeline of the returns service. `terraform show -json` of its plan is plan.json beside this file.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.100" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

resource "aws_iam_role" "pipeline" {
  name = "returns-pipeline"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "codebuild.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

# expected: broad-pass-role, because the pipeline may give any role to any task,
# and privilege-escalation, because it may run one
data "aws_iam_policy_document" "run_tasks" {
  statement {
    actions   = ["ecs:RunTask", "iam:PassRole"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "run_tasks" {
  name   = "run-tasks"
  role   = aws_iam_role.pipeline.id
  policy = data.aws_iam_policy_document.run_tasks.json
}
