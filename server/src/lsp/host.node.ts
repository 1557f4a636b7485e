import { localDay } from '../files/local-day';
import { nodeFiles } from '../files/node-files';
import { gitHistory } from '../git/node-history';
import { nodeLinters } from './cfn-lint/linters.node';
import type { Host } from './host';

export const nodeHost: Host = {
  files: nodeFiles,
  history: gitHistory(),
  linters: nodeLinters(),
  pause: () => new Promise(resolve => setImmediate(resolve)),
  after: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
  now: () => performance.now(),
  today: () => localDay(new Date()),
};
