import type { SourcePointer } from '../text/text';
import type { Text } from './text';
import type { When } from './when';

/** How code of a repository comes to run: in a build, in what a pipeline does, or by a webhook of one of these. */
export interface Delivery {
  readonly sources: readonly CodeSource[];
  /** Of a pipeline: what it does with the code. */
  readonly steps: readonly DeliveryStep[];
  /** What is run is written in the template, not beside the code. */
  readonly ownCommands?: true;
}

export interface CodeSource {
  /** `acme/app`. Of a webhook: absent, that of what it is put on. */
  readonly repository?: Text;
  /** Absent: any, or nobody says. */
  readonly branch?: Text;
  /** Who gives the code: those who may push, or whoever opens a pull request. */
  readonly by: 'push' | 'pull-request';
  readonly runs: 'at-once' | 'when-approved' | 'when-started';
  readonly at: SourcePointer;
}

export interface DeliveryStep {
  readonly does: 'build' | 'deploy';
  /** The project that builds. */
  readonly by?: Text;
  /** Somebody has to approve what comes from the source before. */
  readonly isApproved: boolean;
  readonly when?: When;
}
