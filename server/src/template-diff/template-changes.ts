/** What a change does to a CloudFormation template besides its policies, by the CDK team's own diff. Plain data. */
export interface TemplateChanges {
  readonly changes: readonly TemplateChange[];
  /** Whether that diff, which compares statements by their text, calls the permissions broadened. */
  readonly permissionsBroadened: boolean;
}

export interface TemplateChange {
  /**
   * `opened`, `closed`: a rule of a security group came or went. `replaced`, `deleted`: what holds data is made anew, or goes with what
   * it holds.
   */
  readonly is: 'opened' | 'closed' | 'replaced' | 'deleted';
  readonly message: string;
  readonly confidence: 'certain' | 'possible';
  readonly logicalId: string;
  /** Keys below the resource in the template of now (before, for what is gone). */
  readonly path: readonly string[];
}

/** As JSON with the long names of functions: `{ Ref: … }`, `{ 'Fn::GetAtt': […] }`. */
export type PlainTemplate = Readonly<Record<string, unknown>>;

export type CompareTemplates = (before: PlainTemplate, now: PlainTemplate) => TemplateChanges;
