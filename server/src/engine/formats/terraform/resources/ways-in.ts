/** What lets somebody in, or keeps everybody out, whatever policies say. From the provider's schema, 5.100 and later. */
import type { Resource } from '../../../model/resource';
import { type Answer, literalOf } from '../../../model/text';
import { type Declaration, textAt, textsAt } from './declaration';
import type { Lowering } from './iam';

const LOGINS = 'iam_database_authentication_enabled';

export const wayInTypes: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ['aws_db_instance', database => ({ takes: { 'iam-logins': saysOf(database, LOGINS, 'true') } })],
  ['aws_rds_cluster', cluster],
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
