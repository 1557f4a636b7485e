import type { Problem } from '../../model/problem';
import { literalOf, type Text } from '../../model/text';
import type { Uri } from '../../text/text';
import { folderOf } from '../../text/uri';
import type { Neighbours } from '../format';
import { fileNamed, firstThere, isMissing, isThere } from '../template-file';
import type { Options } from './options';

/** The template that an environment deploys. */
export interface Template {
  readonly uri: Uri;
  readonly problems: readonly Problem[];
}

/** What SAM looks for in this order where nobody names a template. */
const usualNames = ['template.yaml', 'template.yml', 'template.json'];

/** What `sam build` writes: the template that it was given, whatever that one's name is. */
const built = /\/\.aws-sam\/build\/template\.ya?ml$/;

/**
 * The source of what is deployed: a template that was built or packaged is read where a person wrote it. Undefined when the option
 * names no file of the workspace's, such as a URL.
 */
export function templateOf(options: Options, from: Uri, neighbours: Neighbours): Template | undefined {
  const { template: said, builtFrom, packagedFrom, packagedTo } = options;
  if (!said) return sourceOf(builtFrom, from, folderOf(from), neighbours);
  const named = pathOf(said, from);
  if (!named) return undefined;
  if (built.test(named)) return sourceOf(builtFrom, from, above(named), neighbours);
  const isPackaged = packagedTo && pathOf(packagedTo, from) === named && !isThere(named, neighbours);
  return isPackaged ? sourceOf(packagedFrom, from, folderOf(from), neighbours) : written(said, named, from, neighbours);
}

/** What a command was given, else the usual file of a folder. */
function sourceOf(said: Text | undefined, from: Uri, folder: Uri, neighbours: Neighbours): Template {
  const named = said && pathOf(said, from);
  if (named && !built.test(named)) return written(said, named, from, neighbours);
  const usual = firstThere(folder, usualNames, neighbours) ?? (`${folder}${usualNames[0]}` as Uri);
  return { uri: usual, problems: [] };
}

function written({ parts, at }: Text, uri: Uri, from: Uri, neighbours: Neighbours): Template {
  if (!isMissing(uri, from, neighbours)) return { uri, problems: [] };
  return { uri, problems: [{ message: `there is no template \`${parts.join('')}\``, severity: 'warning', at }] };
}

function pathOf(text: Text, from: Uri): Uri | undefined {
  return fileNamed(from, literalOf(text)!);
}

function above(built: Uri): Uri {
  return built.slice(0, built.lastIndexOf('.aws-sam/')) as Uri;
}
