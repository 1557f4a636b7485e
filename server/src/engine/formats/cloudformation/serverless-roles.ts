import { child, type Place } from '../place';

/** Whether SAM makes a role for a resource of this type: it is called `<Id>Role`. */
export function isImplicitRoleOwner(type: string, properties: Place | undefined): boolean {
  const makesRoles = type === 'AWS::Serverless::Function' || type === 'AWS::Serverless::StateMachine';
  return makesRoles && !(properties && child(properties, 'Role'));
}
