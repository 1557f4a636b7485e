import { type ProgramLine, textOf } from './program-lines';

/** Methods that grant an action without naming it. */
const granting: Readonly<Record<string, RegExp>> = {
  'iam:PassRole': /\.(?:grantPassRole|grant_pass_role)\s*\(/,
  'sts:AssumeRole': /\.(?:grantAssumeRole|grant_assume_role)\s*\(/,
};

/** The line that says one of these actions, in the order in which they are asked for: the only one in the nearest text that does. */
export function lineSaying(
  actions: readonly string[],
  texts: readonly (readonly ProgramLine[])[],
): ProgramLine | undefined {
  for (const action of actions) {
    const only = onlyLine(texts, text => says(text, action));
    if (only) return only;
  }
  return undefined;
}

/** Whether a line of source has an action in quotes, or grants it by a method. */
export function says(text: string, action: string): boolean {
  if (isComment(text)) return false;
  return [`'${action}'`, `"${action}"`, `\`${action}\``].some(quoted => text.includes(quoted)) || grants(text, action);
}

function grants(text: string, action: string): boolean {
  return Object.hasOwn(granting, action) && granting[action]!.test(text);
}

function isComment(text: string): boolean {
  return /^(?:\/\/|#|\*|\/\*)/.test(text);
}

const adding = /\.(?:addTo\w*Policy|addStatements|add_to_\w*policy|add_statements|grant\w*)\s*\(/;

/** The only line that adds to a policy in the nearest text that does: all statements of the policy come from there. */
export function lineAdding(texts: readonly (readonly ProgramLine[])[]): ProgramLine | undefined {
  return onlyLine(texts, text => !isComment(text) && adding.test(text));
}

function onlyLine(texts: readonly (readonly ProgramLine[])[], is: (text: string) => boolean): ProgramLine | undefined {
  for (const lines of texts) {
    const [first, second] = lines.filter(line => is(textOf(line)));
    if (first) return second ? undefined : first;
  }
  return undefined;
}
