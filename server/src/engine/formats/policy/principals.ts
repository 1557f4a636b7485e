import type { Principal } from '../../model/statement';
import type { Hole, Text } from '../../model/text';

type Part = Text['parts'][number];

/** Who `Principal: { <kind>: values }` names. A principal of another kind than IAM's five names nobody. */
export function readPrincipals(kind: string, values: readonly Text[]): readonly Principal[] {
  switch (kind) {
    case 'AWS':
    case '*':
      return values.map(identity);
    case 'Service':
      return values.map(name => ({ kind: 'service', name, at: name.at }));
    case 'Federated':
      return values.map(provider => ({ kind: 'federated', provider, at: provider.at }));
    case 'CanonicalUser':
      return values.map(id => ({ kind: 'canonical', id, at: id.at }));
    default:
      return [];
  }
}

/** `*`, an account (its id, or the ARN of its root), or the ARN of a role, user or session. */
function identity(text: Text): Principal {
  const [only] = text.parts;
  const { at } = text;
  if (text.parts.length === 1 && only === '*') return { kind: 'anyone', at };
  if (text.parts.length === 1 && only !== undefined && isAccount(only)) return { kind: 'account', account: text, at };
  const account = accountOfRoot(text);
  return account ? { kind: 'account', account: { parts: account, at }, at } : { kind: 'identity', arn: text, at };
}

function isAccount(found: Part): boolean {
  if (typeof found === 'string') return isAccountId(found);
  if (found.kind === 'ambient') return found.hole === 'AWS::AccountId';
  const values = valuesOf(found);
  return values.length > 0 && values.every(isAccountId);
}

function valuesOf(hole: Hole): readonly string[] {
  return hole.oneOf ?? (hole.default === undefined ? [] : [hole.default]);
}

function isAccountId(word: string): boolean {
  return /^\d{12}$/.test(word);
}

/** The account of `arn:<partition>:iam::<account>:root`. */
function accountOfRoot(text: Text): readonly Part[] | undefined {
  const fields = splitAt(text.parts, ':');
  const literal = (i: number) => (fields[i]?.length === 1 ? fields[i][0] : undefined);
  const isRoot = fields.length === 6 && literal(0) === 'arn' && literal(2) === 'iam' && literal(5) === 'root';
  return isRoot && fields[4]!.length > 0 ? fields[4] : undefined;
}

/** The runs of parts between the `delimiter`s that are written out. */
function splitAt(parts: readonly Part[], delimiter: string): readonly (readonly Part[])[] {
  const out: Part[][] = [[]];
  for (const found of parts) {
    if (typeof found !== 'string') out.at(-1)!.push(found);
    else {
      const [first, ...rest] = found.split(delimiter);
      if (first) out.at(-1)!.push(first);
      for (const word of rest) out.push(word === '' ? [] : [word]);
    }
  }
  return out;
}
