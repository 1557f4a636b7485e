/** Writes one CloudFormation template, a value, in every way in which Bulkhead reads it. */
import type { Json } from '../../server/src/engine/text/json';

type Map = { readonly [key: string]: Json };

/** YAML in block style, intrinsics by their short tags where one exists for the form at hand. */
export function inYaml(template: Json): string {
  return `${node(template, 0).trimStart()}\n`;
}

/** The text of a value that stands after `key:` or `-`, with the space or line break before it. */
function node(value: Json, indent: number): string {
  const intrinsic = shortTag(value);
  if (intrinsic) return ` ${intrinsic}`;
  const pad = ' '.repeat(indent);
  if (isList(value))
    return value.length === 0 ? ' []' : value.map(item => `\n${pad}-${itemText(item, indent)}`).join('');
  if (!isMap(value)) return ` ${JSON.stringify(value)}`;
  const entries = Object.entries(value);
  if (entries.length === 0) return ' {}';
  return entries.map(([key, inner]) => `\n${pad}${key}:${node(inner, indent + 2)}`).join('');
}

function itemText(item: Json, indent: number): string {
  return isMap(item) && !shortTag(item) ? ` ${node(item, indent + 2).trimStart()}` : node(item, indent + 2);
}

function shortTag(value: Json): string | undefined {
  const [key, inner] = onlyEntry(value) ?? [];
  if (key === 'Ref' && typeof inner === 'string') return `!Ref ${inner}`;
  if (key === 'Fn::Sub' && typeof inner === 'string') return `!Sub ${JSON.stringify(inner)}`;
  if (key === 'Fn::GetAtt' && isList(inner)) return `!GetAtt ${inner.join('.')}`;
  return undefined;
}

/** How a policy is written in Terraform: as a JSON text, or as a data block that makes one. */
export type PolicyForm = 'json' | 'data';

/** The same roles, policies and attachments as a `.tf.json` configuration. */
export function inTerraform(template: Json, form: PolicyForm): string {
  const { Resources, Parameters } = template as { Resources: Record<string, Map>; Parameters?: Record<string, Map> };
  const draft = new Configuration(Resources, form);
  for (const [id, resource] of Object.entries(Resources))
    draft.add(id, resource.Type as string, resource.Properties as Map);
  for (const [id, parameter] of Object.entries(Parameters ?? {})) draft.variable(id, parameter);
  return `${JSON.stringify(draft.blocks, undefined, 2)}\n`;
}

class Configuration {
  readonly blocks: Record<string, Record<string, Record<string, Json>>> = {
    data: { aws_caller_identity: { current: {} }, aws_partition: { current: {} } },
  };

  constructor(
    private readonly resources: Readonly<Record<string, Map>>,
    private readonly form: PolicyForm,
  ) {}

  add(id: string, type: string, properties: Map): void {
    if (type === 'AWS::IAM::Role') this.role(id, properties);
    else if (type === 'AWS::IAM::ManagedPolicy') {
      this.put('resource', 'aws_iam_policy', id, { name: id, policy: this.policy(id, properties.PolicyDocument!) });
    } else throw new RangeError(`no Terraform for ${type}`);
  }

  variable(id: string, parameter: Map): void {
    this.put('variable', id, '', parameter.Default === undefined ? {} : { default: parameter.Default });
  }

  private role(id: string, properties: Map): void {
    const boundary = properties.PermissionsBoundary;
    this.put('resource', 'aws_iam_role', id, {
      name_prefix: 'x',
      assume_role_policy: this.json(properties.AssumeRolePolicyDocument!),
      ...(boundary === undefined ? {} : { permissions_boundary: this.text(boundary) }),
    });
    const role = `\${aws_iam_role.${id}.name}`;
    list(properties.ManagedPolicyArns).forEach((arn, i) => {
      this.put('resource', 'aws_iam_role_policy_attachment', `${id}${i}`, { role, policy_arn: this.text(arn) });
    });
    list(properties.Policies).forEach((policy, i) => {
      const name = `${id}_inline${i}`;
      this.put('resource', 'aws_iam_role_policy', name, {
        role,
        policy: this.policy(name, (policy as Map).PolicyDocument!),
      });
    });
  }

  private policy(id: string, document: Json): Json {
    if (this.form === 'json') return this.json(document);
    const statement = list((document as Map).Statement).map(one => this.block(one as Map));
    this.put('data', 'aws_iam_policy_document', id, { statement });
    return `\${data.aws_iam_policy_document.${id}.json}`;
  }

  private block(statement: Map): Json {
    const lists = { Action: 'actions', NotAction: 'not_actions', Resource: 'resources', NotResource: 'not_resources' };
    const patterns = Object.entries(lists).flatMap(([key, name]) =>
      statement[key] === undefined ? [] : [[name, list(statement[key]).map(item => this.text(item))] as const],
    );
    const condition = Object.entries((statement.Condition ?? {}) as Record<string, Map>).flatMap(([test, keys]) =>
      Object.entries(keys).map(([variable, values]) => ({ test, variable, values: list(values) })),
    );
    return {
      effect: statement.Effect!,
      ...Object.fromEntries(patterns),
      ...(condition.length > 0 ? { condition } : {}),
    };
  }

  private json(document: Json): string {
    return JSON.stringify(this.plain(document));
  }

  private plain(value: Json): Json {
    if (onlyEntry(value)?.[0].match(/^(Ref|Fn::)/)) return this.text(value);
    if (isList(value)) return value.map(item => this.plain(item));
    if (!isMap(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.plain(inner)]));
  }

  /** A string with Terraform's templates for CloudFormation's intrinsics. */
  private text(value: Json): string {
    const [key, inner] = onlyEntry(value) ?? [];
    if (key === 'Ref') return this.reference(inner as string);
    if (key === 'Fn::GetAtt') return `\${aws_iam_role.${(inner as string[])[0]}.arn}`;
    if (key === 'Fn::Sub') return (inner as string).replace(/\$\{([^}]+)\}/g, (_, name) => this.reference(name));
    if (key === 'Fn::Join') return (inner as [string, Json[]])[1].map(item => this.text(item)).join('');
    return String(value);
  }

  private reference(name: string): string {
    if (name === 'AWS::Partition') return '${data.aws_partition.current.partition}';
    if (name === 'AWS::AccountId') return '${data.aws_caller_identity.current.account_id}';
    return this.resources[name] ? `\${aws_iam_policy.${name}.arn}` : `\${var.${name}}`;
  }

  private put(block: string, type: string, name: string, body: Json): void {
    const types = this.blocks[block] ?? {};
    const named = name === '' ? (body as Record<string, Json>) : { ...types[type], [name]: body };
    this.blocks[block] = { ...types, [type]: named };
  }
}

function list(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : isList(value) ? value : [value];
}

function onlyEntry(value: Json): readonly [string, Json] | undefined {
  const entries = isMap(value) ? Object.entries(value) : [];
  return entries.length === 1 ? entries[0] : undefined;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isMap(value: Json | undefined): value is Map {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
