/** What lets somebody in, or keeps everybody out, whatever policies say. From the provider's schema, 5.100 and later. */
import type { Resource } from '../../../model/resource';
import { type Answer, literalOf } from '../../../model/text';
import { textOf } from '../values/readings';
import { type Declaration, textAt, textsAt, valuesUnder } from './declaration';
import type { Lowering } from './iam';

const LOGINS = 'iam_database_authentication_enabled';

export const wayInTypes: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ['aws_db_instance', database => ({ takes: { 'iam-logins': saysOf(database, LOGINS, 'true') } })],
  ['aws_rds_cluster', cluster],
  ['aws_db_proxy', proxy],
  ['aws_db_proxy_target', target],
  [
    'aws_cognito_identity_pool',
    pool => ({ takes: { guests: saysOf(pool, 'allow_unauthenticated_identities', 'true') } }),
  ],
  ['aws_lambda_function_url', address],
]);

function cluster(database: Declaration): Partial<Resource> {
  return {
    takes: {
      'iam-logins': saysOf(database, LOGINS, 'true'),
      statements: saysOf(database, 'enable_http_endpoint', 'true'),
    },
  };
}

/** Logs in with a secret to databases that take no logins of IAM themselves: "Configuring IAM authentication for RDS Proxy". */
function proxy(declaration: Declaration): Partial<Resource> {
  const asked = [
    ...valuesUnder(declaration, 'auth.iam_auth').map(textOf),
    ...textsAt(declaration, 'default_auth_scheme'),
  ];
  const isOff = asked.map(literalOf).every(word => word === 'DISABLED' || word === 'NONE');
  return { takes: { 'iam-logins': isOff ? 'no' : 'maybe' } };
}

function target(declaration: Declaration): Partial<Resource> {
  const attachedTo = ['db_instance_identifier', 'db_cluster_identifier'].flatMap(name => textsAt(declaration, name));
  return { attachedTo, takes: { 'iam-logins': 'maybe' }, takesBy: textsAt(declaration, 'db_proxy_name') };
}

function address(url: Declaration): Partial<Resource> {
  const type = 'authorization_type';
  return {
    attachedTo: textsAt(url, 'function_name'),
    takes: { calls: saysOf(url, type, 'NONE'), 'signed-calls': saysOf(url, type, 'AWS_IAM') },
  };
}

/** What is not said is off. */
function saysOf(declaration: Declaration, name: string, value: string): Answer {
  const text = textAt(declaration, name);
  if (!text || text.parts.length === 0) return 'no';
  const written = literalOf(text);
  return written === undefined ? 'maybe' : written === value ? 'yes' : 'no';
}
