/** Whether a text of a pipeline may call a tool that deploys to AWS: asked before anything is read of it. */
export function deploysSomething(text: string): boolean {
  return /\baws\b[^\n]{0,200}\bcloudformation\b|\bsam\s+(?:deploy|sync)\b|\bcdk\b[^\n]{0,200}\bdeploy\b|\b(?:terraform|tofu)\b[^\n]{0,200}\bapply\b/.test(
    text,
  );
}
