import { codeRunningServices, noService } from '../../../analysis/permissions/code-services';
import { absent, holding, type KeyStates, orAbsent } from '../../../policy/context';
import { literal } from '../../../policy/language';

/** What a request says of the service that gets the role. */
export const toService = {
  any: holding(literal(...noService)),
  unsent: absent,
  running: holding(literal(...codeRunningServices)),
  /** To whom passing a role gives the caller its rights. */
  dangerous: orAbsent(holding(literal(...codeRunningServices, ...noService))),
} satisfies Record<string, KeyStates>;
