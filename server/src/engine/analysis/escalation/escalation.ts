/** Ways to rise to what one was not given: what a catalogue of them holds, and what one that is open to a principal looks like. */
import type { Resource } from '../../model/resource';
import type { Request } from '../../policy/request-set';
import type { SourcePointer } from '../../text/text';
import type { Demand } from '../permissions/demands';
import type { Grant } from '../permissions/permissions';
import type { State } from './states';

/** A method that is known in the field: requests that, all of them allowed, give more than was given. */
export interface Method {
  /** Stable: `new-policy-version`. */
  readonly id: string;
  /** What its user does, after "can": `write a new version of a policy`. */
  readonly does: string;
  /**
   * What the target of its chains is to its user. `widens`: it is given rights that the user chooses. `becomes`: the user acts with
   * its rights. `makes`: the chain itself makes an identity, with rights that the user chooses. `opens`: it lets the user in.
   */
  readonly effect: 'widens' | 'becomes' | 'makes' | 'opens';
  /** Alternatives. Each is a chain of steps that must all be allowed, about one and the same target. */
  readonly chains: readonly (readonly Step[])[];
  /** The service does with a role only what it is for, so that what of the role's rights is gained is open. */
  readonly isLimited?: true;
  /** Only for who draws the access graph: too common, or too weak, to be reported of a principal by itself. */
  readonly forGraphAlone?: true;
}

export interface Step {
  /** Any one of these will do: `iam:PutRolePolicy`. */
  readonly actions: readonly string[];
  readonly on: Surface;
  /** Of a role that is passed: the services that get it, `lambda.amazonaws.com`; one of them will do. */
  readonly to?: readonly string[];
  /** What the request says besides, by context key. */
  readonly saying?: Readonly<Record<string, string>>;
  /** How its target must be set up. */
  readonly where?: State;
}

/** What a step is done to; the steps of a chain that name the same surface mean the same resource. */
export type Surface =
  | 'role'
  | 'user'
  | 'group'
  /** A customer managed policy. */
  | 'policy'
  /** A role, user or policy that the chain itself makes. */
  | 'new-role'
  | 'new-user'
  | 'new-policy'
  /** A role that nobody lists, of a name that the grants write as a pattern. */
  | 'named-role'
  /** Any resource of the service, made for the purpose: a new function. */
  | 'new'
  /** Compute, a pipeline or a stack that acts with a role already. */
  | 'compute'
  /** The service that keeps the chain's compute running. */
  | 'service'
  /** Of Systems Manager: what is done on an instance, commands of the caller's own. */
  | 'document'
  | 'identity-provider'
  | 'data'
  /** Requests that name nothing that could narrow them. */
  | 'any';

/** One request of a chain. */
export interface Hop {
  /** As a person reads it. */
  readonly request: Request;
  /** The Allow that grants it; undefined where the trust policy of the target alone does. */
  readonly grant: Grant | undefined;
  /** The entry of the statement that names the action; a statement of the trust policy; the ARN of a policy that AWS keeps. */
  readonly at: SourcePointer;
  readonly step: Step;
  /** What policies ask of it besides. */
  readonly demands?: readonly Demand[];
  /** There was too much to work out to tell whether AWS would allow it. */
  readonly isCut?: true;
}

/** What is reached in the end. */
export type Gain =
  /** Whatever right one likes: the principal, or something that it makes, can be granted anything in its account. */
  | { readonly kind: 'anything' }
  | IdentityGain
  /** Every role or user of the account, whoever made it: the policies set no limit that tells environments apart. */
  | { readonly kind: 'any-identity'; readonly of: 'role' | 'user' | 'group' }
  /** Data, by its own resource policy. */
  | { readonly kind: 'data'; readonly resource: Resource | undefined };

/** A role, user or group of the workspace. */
export interface IdentityGain {
  readonly kind: 'identity';
  readonly identity: Resource;
  /** It may change IAM at will, or do everything. */
  readonly administers: boolean;
  readonly ofProduction: boolean;
}

/** A method that is open to a principal: a chain of requests, each of which AWS would allow. */
export interface Escalation {
  readonly method: Method;
  /** In order. */
  readonly hops: readonly Hop[];
  readonly gain: Gain;
  readonly confidence: 'certain' | 'possible';
  /** Ways of the same method that lead on as well, the most telling first: other launching services, other targets. */
  readonly others: readonly Pick<Escalation, 'hops' | 'gain'>[];
  /** Why a boundary that new identities must have holds nothing: what its document lets its holders do. */
  readonly throughBoundary?: { readonly policy: Resource; readonly hop: Hop };
}
