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
  const { options, others } = optionsIn(words, new Set(makingOptions), program === 'aws');
  const [first, second] = others.map(word => literalOf(word));
  if (program === 'sam' && (first === 'build' || first === 'package')) return { by: first, options };
  const isPackage = program === 'aws' && first === 'cloudformation' && second === 'package';
  return isPackage && option(options, 'output-template-file') ? { by: 'package', options } : undefined;
}

const makingOptions: readonly string[] = ['template-file', 'template', 't', 'output-template-file', 'build-dir', 'b'];
