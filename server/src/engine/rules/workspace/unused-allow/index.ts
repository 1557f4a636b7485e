import { part } from '../../../text/text';
import { rule } from '../../rule';

/** Reports an allowance that holds no finding back. */
export default rule({
  id: 'unused-allow',
  severity: 'information',
  looksAt: 'allowance',

  *check({ allowance: { rule: allowed, at }, isUsed }) {
    if (isUsed !== 'no') return;
    yield {
      message: `nothing is left that this allowance of \`${allowed}\` holds back; the next such finding would pass unseen`,
      at,
      about: allowed,
      unnecessary: true,
      fixes: [
        {
          id: 'remove-allowance',
          title: 'Remove this allowance',
          kind: 'safe',
          preferred: true,
          edits: [{ kind: 'remove', at: part(at, 'entry'), andEmptied: true }],
        },
      ],
    };
  },
});
