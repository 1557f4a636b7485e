/** Words that begin and end a call, not far from each other: it may go on over several lines. */
const calls =
  /\baws\b[\s\S]{0,200}?\bcloudformation\b|\bsam\s+(?:deploy|sync)\b|\bcdk\b[\s\S]{0,200}?\bdeploy\b|\b(?:terraform|tofu)\b[\s\S]{0,200}?\bapply\b/;

/** Whether a text of a pipeline may call a tool that deploys to AWS: asked before anything is read of it. */
export function deploysSomething(text: string): boolean {
  return calls.test(text);
}
