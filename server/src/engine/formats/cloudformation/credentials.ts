import type { Resource } from '../../model/resource';
import { credentials, keysIn } from '../credentials';
import { type Declaration, propertyText, textsOf } from './declaration';
import type { Lowering } from './iam';

export const credentialTypes: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ['AWS::IAM::AccessKey', key => credentials(textsOf(key, 'UserName'))],
  ['AWS::SecretsManager::Secret', secret => held(secret, 'SecretString')],
  ['AWS::SSM::Parameter', parameter => held(parameter, 'Value')],
]);

function held(resource: Declaration, name: string): Partial<Resource> {
  const text = propertyText(resource, name);
  return credentials(text ? keysIn(text) : []);
}
