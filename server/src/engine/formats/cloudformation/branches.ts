import type { Place } from '../place';
import { during, type Possible } from '../possible';
import { both, isNever, not } from '../when';
import { argumentsOf, intrinsicOf, wordAt } from './intrinsics';
import { bound } from './references';
import { type Scope, takeStep } from './template';

const MAX_DEPTH = 32;
/** Beyond so many branches a place stands for itself. */
const MAX_BRANCHES = 64;

/** What `Fn::If` may put at a place, through all that stand in each other; undefined where `AWS::NoValue` leaves it out. */
export function branchesOf(place: Place, scope: Scope, depth = 0): readonly Possible<Place | undefined>[] {
  const call = intrinsicOf(place);
  if (call?.name === 'Ref' && wordAt(call.argument) === 'AWS::NoValue') return [{ value: undefined }];
  if (call?.name !== 'Fn::If' || depth > MAX_DEPTH || !takeStep(scope.template)) return [{ value: place }];
  const found = ifBranchesOf(call.argument, scope, depth + 1);
  return found.length > MAX_BRANCHES ? [{ value: place }] : found;
}

/** The branches of an `Fn::If` with this argument, without those that cannot be while their resource is there. Never empty. */
export function ifBranchesOf(argument: Place, scope: Scope, depth = 0): readonly Possible<Place | undefined>[] {
  const [name, then, otherwise] = argumentsOf(argument) ?? [];
  const condition = wordAt(name);
  const when = condition === undefined ? undefined : scope.template.condition(bound(condition, scope));
  const found = [
    ...during(when, then ? branchesOf(then, scope, depth) : nothing),
    ...during(
      condition === undefined ? undefined : not(when),
      otherwise ? branchesOf(otherwise, scope, depth) : nothing,
    ),
  ];
  const able = found.filter(branch => !isNever(both(branch.when, scope.when)));
  return able.length === 0 ? nothing : able;
}

const nothing: readonly Possible<Place | undefined>[] = [{ value: undefined }];
