import { type ProgramLine, textOf } from './program-lines';

/** Methods that grant an action without naming it. */
const granting: Readonly<Record<string, RegExp>> = {
  'iam:PassRole': /\.(?:grantPassRole|grant_pass_role)\s*\(/,
  'sts:AssumeRole': /\.(?:grantAssumeRole|grant_assume_role)\s*\(/,
};

/** The only line that says one of these actions, in the order in which they are asked for. */
export function lineSaying(actions: readonly string[], lines: readonly ProgramLine[]): ProgramLine | undefined {
  for (const action of actions) {
    const only = onlyLine(lines, text => says(text, action));
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

/** The only line that adds to a policy: all its statements come from there. */
export function lineAdding(lines: readonly ProgramLine[]): ProgramLine | undefined {
  return onlyLine(lines, text => !isComment(text) && adding.test(text));
}

function onlyLine(lines: readonly ProgramLine[], is: (text: string) => boolean): ProgramLine | undefined {
  const found = lines.filter(line => is(textOf(line)));
  return found.length === 1 ? found[0] : undefined;
}
