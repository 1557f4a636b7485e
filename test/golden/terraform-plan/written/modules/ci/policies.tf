data "aws_iam_policy_document" "pass" {
  statement {
    actions   = ["iam:PassRole"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "pass" {
  name   = "pass"
  role   = aws_iam_role.ci.id
  policy = data.aws_iam_policy_document.pass.json
}
