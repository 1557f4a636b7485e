import { literalOf } from '../../../model/text';
import type { Uri } from '../../../text/text';
import { resolveUri } from '../../../text/uri';
import type { Neighbours } from '../../format';
import { fileNamed } from '../../template-file';
import type { Making } from '../making';
import { type Deploying, option } from '../session';
import { cdkStated } from './cdk';
import { samStated, sourceOf, stackStated, usualTemplate } from './stacks';
import type { Stated, Surroundings } from './stated';
import { terraformStated } from './terraform';

/** The landings that a call makes, as far as the files that it names are in the workspace. */
export function landingsOf(deploying: Deploying, around: Surroundings): readonly Stated[] {
  switch (deploying.tool) {
    case 'cloudformation':
      return stackStated(deploying, around);
    case 'sam':
      return samStated(deploying, around);
    case 'cdk':
      return cdkStated(deploying, around);
    case 'terraform':
      return terraformStated(deploying, around);
  }
}

/** What calls make of templates: by what is made, what it is made of. */
export function templatesMade(makings: readonly Making[], neighbours: Neighbours): ReadonlyMap<Uri, Uri> {
  const made = new Map<Uri, Uri>();
  for (const { options, by, session } of makings) {
    const { folder } = session;
    if (!folder) continue;
    const named = (...names: readonly string[]) => {
      const text = option(options, ...names);
      return text && fileNamed(folder, literalOf(text) ?? '');
    };
    const from = named('template-file', 'template', 't');
    const source = from ? sourceOf(from, made) : usualTemplate({ session }, { made, neighbours });
    const to = by === 'build' ? builtIn(folder, named('build-dir', 'b')) : named('output-template-file');
    if (source && to && source !== to) made.set(to, source);
  }
  return made;
}

function builtIn(folder: Uri, directory: Uri | undefined): Uri {
  return directory
    ? resolveUri(`${directory}/` as Uri, 'template.yaml')
    : resolveUri(folder, '.aws-sam/build/template.yaml');
}
