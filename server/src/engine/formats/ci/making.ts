import { literalOf } from '../../model/text';
import { type Call, optionsIn } from './command-line';
import { type Options, option, type Session } from './session';

/** A call that makes a template of another one: `sam build`, `aws cloudformation package`. */
export interface Making {
  readonly options: Options;
  readonly by: 'build' | 'package';
  readonly session: Session;
}

export function makingBy({ program, words }: Call): Omit<Making, 'session'> | undefined {
  if (program !== 'sam' && program !== 'aws') return undefined;
  const { options, others } = optionsIn(words, makingOptions, program === 'aws');
  const [first, second] = others.map(word => literalOf(word));
  if (program === 'sam' && (first === 'build' || first === 'package')) return { by: first, options };
  const isPackage = program === 'aws' && first === 'cloudformation' && second === 'package';
  return isPackage && option(options, 'output-template-file') ? { by: 'package', options } : undefined;
}

const makingOptions: ReadonlySet<string> = new Set([
  ...['template-file', 'template', 't', 'output-template-file', 'build-dir', 'b'],
]);
