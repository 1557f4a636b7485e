import type { ProxySettings, Status } from 'cfn-lint-wasm';
import type { LintedTemplate, TemplateLinter } from '../../cfn-lint/linter';
import type { Uri } from '../../engine/text/text';
import type { CfnLintSettings } from '../../protocol';

/** cfn-lint as a machine can run it. */
export interface Linters {
  /** The one that is wished for; nothing is started yet. Rejects with a `LinterError` where there is none that may be run. */
  choose(wish: Wish, teller: Teller): Promise<TemplateLinter>;
  /** A document as linters take it, with the configuration file that holds for it; none is looked for above `folder`. */
  template(uri: Uri, text: string, folder: Uri | undefined): Promise<LintedTemplate>;
}

export interface Wish extends CfnLintSettings {
  /** Whether programs may be run in this workspace. */
  readonly isTrusted: boolean;
}

/** Who knows the client: asks a person, and tells how it stands. */
export interface Teller {
  /** Through what the client's own downloads go. */
  proxies(): Promise<ProxySettings>;
  /** Asks whether so many bytes may be downloaded. */
  confirm(hosts: readonly string[], bytes: number): Promise<boolean>;
  progress(status: Status): void;
  /** Why templates are not linted, in one sentence. `wasAsked`: somebody has asked for just this linter. */
  unavailable(reason: string, wasAsked: boolean): void;
  /** Why one template was not. */
  notLinted(uri: Uri, reason: string): void;
}
