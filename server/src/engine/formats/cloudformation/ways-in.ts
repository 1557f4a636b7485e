/** What lets somebody in, or keeps everybody out, whatever policies say. From the types' pages in the CloudFormation Template Reference, 2026. */
import type { Resource } from '../../model/resource';
import { type Answer, literalOf } from '../../model/text';
import { type Declaration, placesUnder, possibleTextsUnder, property, textsOf, textsUnder } from './declaration';
import type { Lowering } from './iam';

export const wayInTypes: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ['AWS::RDS::DBInstance', instance],
  ['AWS::RDS::DBCluster', cluster],
  ['AWS::RDS::DBProxy', proxy],
  ['AWS::RDS::DBProxyTargetGroup', targets],
  [
    'AWS::Cognito::IdentityPool',
    pool => ({ takes: { guests: saysOf(pool, 'AllowUnauthenticatedIdentities', 'true') } }),
  ],
  ['AWS::Lambda::Url', url => ({ attachedTo: textsOf(url, 'TargetFunctionArn'), takes: callsOf(url, 'AuthType') })],
  [
    'AWS::Serverless::Function',
    fn => (property(fn, 'FunctionUrlConfig') ? { takes: callsOf(fn, 'FunctionUrlConfig.AuthType') } : {}),
  ],
]);

const LOGINS = 'EnableIAMDatabaseAuthentication';

/** In a cluster, the cluster decides. */
function instance(database: Declaration): Partial<Resource> {
  const takesBy = textsOf(database, 'DBClusterIdentifier');
  return takesBy.length > 0 ? { takesBy } : { takes: { 'iam-logins': saysOf(database, LOGINS, 'true') } };
}

/** Logs in with a secret to databases that take no logins of IAM themselves: "Configuring IAM authentication for RDS Proxy". */
function proxy(declaration: Declaration): Partial<Resource> {
  const asked = [...textsUnder(declaration, 'Auth.IAMAuth'), ...textsOf(declaration, 'DefaultAuthScheme')];
  const isOff = asked.map(literalOf).every(word => word === 'DISABLED' || word === 'NONE');
  return { takes: { 'iam-logins': isOff ? 'no' : 'maybe' } };
}

function targets(group: Declaration): Partial<Resource> {
  const attachedTo = [...textsOf(group, 'DBInstanceIdentifiers'), ...textsOf(group, 'DBClusterIdentifiers')];
  return { attachedTo, takes: { 'iam-logins': 'maybe' }, takesBy: textsOf(group, 'DBProxyName') };
}

function cluster(database: Declaration): Partial<Resource> {
  return {
    takes: {
      'iam-logins': saysOf(database, LOGINS, 'true'),
      statements: saysOf(database, 'EnableHttpEndpoint', 'true'),
    },
  };
}

function callsOf(declaration: Declaration, path: string): NonNullable<Resource['takes']> {
  return { calls: saysOf(declaration, path, 'NONE'), 'signed-calls': saysOf(declaration, path, 'AWS_IAM') };
}

/** What is not said is off. */
function saysOf(declaration: Declaration, path: string, value: string): Answer {
  if (placesUnder(declaration, path).length === 0) return 'no';
  const answers = possibleTextsUnder(declaration, path).map(({ value: text, when }): Answer => {
    const written = literalOf(text);
    if (written !== undefined && written !== value) return 'no';
    return written === undefined || when !== undefined ? 'maybe' : 'yes';
  });
  const [first = 'maybe'] = answers;
  return answers.every(answer => answer === first) ? first : 'maybe';
}
