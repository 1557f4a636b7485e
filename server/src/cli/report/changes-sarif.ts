import { createHash } from 'node:crypto';
import type { ChangeReport, ChangesReport } from './changes';
import { type BesideFindings, location } from './sarif';

const kinds = {
  opened: {
    id: 'template-diff/opened',
    level: 'note',
    text: 'A rule of a security group lets more in or out than before',
  },
  replaced: { id: 'template-diff/replaced', level: 'warning', text: 'What holds data is replaced by an empty one' },
} as const;

/** Of what a change does besides policies, what is new; what is gone has no place in the files of now. */
export function templateResults({ changes }: ChangesReport): BesideFindings {
  return {
    rules: Object.values(kinds).map(({ id, level, text }) => ({
      id,
      name: id,
      shortDescription: { text },
      defaultConfiguration: { level },
    })),
    results: changes.flatMap(change =>
      change.is === 'opened' || change.is === 'replaced' ? [result(change, kinds[change.is])] : [],
    ),
  };
}

function result(change: ChangeReport, { id, level }: (typeof kinds)[keyof typeof kinds]) {
  const { message, subject, confidence, file } = change;
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([id, file, subject, message]))
    .digest('hex');
  return {
    ruleId: id,
    level,
    message: { text: message },
    locations: [{ ...location(change), logicalLocations: [{ name: subject, kind: 'resource' }] }],
    partialFingerprints: { 'bulkhead/v1': fingerprint.slice(0, 16) },
    properties: { confidence },
  };
}
