import { runsCode } from '../../../analysis/permissions/code-services';
import { roleNameIn } from '../../../analysis/permissions/role-names';
import type { Resource } from '../../../model/resource';
import type { PolicyStatement } from '../../../model/statement';
import { literalOf, show } from '../../../model/text';
import type { Finding } from '../../rule';
import { deciding } from '../open-parts';
import { calling, quoted, spoken } from '../quoting';
import type { Grade, Reason } from './grade';
import type { ReachedRole } from './reached-role';

/** What a finding has to tell. */
export interface Told {
  readonly principal: Resource;
  readonly grade: Grade;
  readonly statement: PolicyStatement;
  /** What else the statement makes of its holder: it may change IAM at will, or do anything. */
  readonly administers: 'iam' | 'everything' | undefined;
  readonly reached: ReachedRole | undefined;
  /** What the reached role may do, where that is known. */
  readonly rights: readonly string[];
  readonly confidence: Finding['confidence'];
  /** The permissions boundaries of the principal that the workspace does not hold. */
  readonly unreadBoundaries: readonly string[];
  readonly isCut?: true;
}

export function messageOf(told: Told): string {
  const { principal, grade, administers, confidence } = told;
  const message = `${calling(principal)} ${administers ? administering[administers] : says[grade.reason](told)}`;
  if (confidence === 'certain') return message;
  return `${deciding([told.statement], told.unreadBoundaries, told.isCut)} whether ${message}`;
}

const administering = {
  everything: 'is an administrator, which includes passing any role to any service',
  iam: 'may change IAM at will, which includes passing any role to any service',
};

const says: Readonly<Record<Reason, (told: Told) => string>> = {
  'any-service': told => `may pass any role to any service${consequence(told)}`,
  'unsent-service': ({ statement }) =>
    `may pass any role wherever the request does not say the service: ${operatorOf(statement)} lets it through`,
  'code-services': told => `may pass any role to ${serviceOf(told)}${consequence(told, 'there')}`,
  'role-tags': () => 'may pass any role with a certain tag, and AWS does not vouch for tags of roles here',
  'resource-bound': ({ statement }) => {
    const services = servicesIn(statement);
    return `may pass any role${services.length > 0 ? ` to ${spoken(services)}` : ''}, and only the resource that it is for is limited`;
  },
  'deny-list': () => 'may pass any role that no Deny names: the next one that is made is not on that list',
  'production-names': productionNames,
  'console-made': () => 'may pass every role that the console made for a service, whatever its environment',
  'production-role': ({ reached }) =>
    `may pass ${reached ? quoted(nameOf(reached.role)) : 'a role'}, which is of production, and is not of production itself`,
};

/** What can be done with the role that is reached, or with the strongest that there may be. */
function consequence({ reached, rights }: Told, where = reached ? `on ${quoted(reached.service)}` : ''): string {
  if (!reached) return ': code can then act as the strongest role of the account';
  const role = `${reached.ofProduction ? 'the production role ' : ''}${quoted(nameOf(reached.role))}`;
  const may = rights.length > 0 ? `, which may ${spoken(rights)}` : '';
  const perhaps = reached.isNear ? '' : ', if that lands in the same account';
  return `: code ${where} can then act as ${role}${may}${perhaps}`;
}

/** What people call a role: its name in the account, where the template gives one. */
function nameOf({ name, label }: Resource): string {
  return (name && literalOf(name)?.split('/').at(-1)) || label;
}

function serviceOf({ grade, statement }: Told): string {
  const named = servicesIn(statement);
  const one = grade.witness.context['iam:PassedToService'];
  if (named.length > MOST_NAMED + 1) {
    return `${named.slice(0, MOST_NAMED).map(quoted).join(', ')} and ${named.length - MOST_NAMED} more`;
  }
  return named.length > 0 ? spoken(named) : one === undefined ? 'a service' : quoted(one);
}

/** Of more services, the first are named and the others counted. */
const MOST_NAMED = 3;

/** The services that conditions let a role be passed to, without those that run nothing of the caller's. */
function servicesIn({ conditions }: PolicyStatement): readonly string[] {
  const limits = conditions.filter(
    ({ key, operator }) => key.toLowerCase() === 'iam:passedtoservice' && !/Not|Null/i.test(operator),
  );
  const named = limits.flatMap(({ values }) => values.map(show));
  return named.filter(name => /[*?$]/.test(name) || runsCode(name.toLowerCase()));
}

function operatorOf({ conditions }: PolicyStatement): string {
  const found = conditions.find(({ key }) => key.toLowerCase() === 'iam:passedtoservice');
  return found ? quoted(found.operator) : 'the condition';
}

function productionNames({ statement, grade }: Told): string {
  const patterns = statement.resources.list.map(text => roleNameIn(show(text)) ?? show(text));
  const name = roleNameIn(grade.witness.resource) ?? grade.witness.resource;
  if (patterns.includes(name))
    return `may pass ${quoted(name)}, production by its name, and is not of production itself`;
  const example = quoted(exampleOf(name, patterns));
  const lets = patterns.length > 1 ? 'let' : 'lets';
  return `may pass roles such as ${example}, production by their names: ${spoken(patterns)} ${lets} them through`;
}

/** The name of a made-up role without what nobody wrote: its own part, and the `x` that stands for a `?` beside it. */
function exampleOf(name: string, patterns: readonly string[]): string {
  const made = patterns.some(pattern => pattern.includes('x')) ? /zz9f3c/ : /x*zz9f3cx*/;
  return name.replace(made, '…');
}
