import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver';
import type { Uri } from '../../engine/text/text';
import { remedyEdit, titleOf } from '../../engine/workspace/remedies';
import type { DocumentProblem, RenderedFix } from '../../engine/workspace/workspace';
import type { Range } from '../../findings/places';
import { type Converter, problemDiagnostic } from '../convert';
import type { Session } from '../session';

/** What mends a problem of a document, edits included: they are small. */
export interface RemedyAction {
  readonly action: CodeAction;
  readonly rendered: RenderedFix;
}

/** The remedies for the problems that stand where the client asks. */
export function remediesAt(
  uri: Uri,
  isAsked: (range: Range) => boolean,
  shown: readonly Diagnostic[],
  session: Session,
  converter: Converter,
): readonly RemedyAction[] {
  const asked = session.snapshot
    .problems(uri)
    .filter(({ remedies, range }) => remedies && isAsked(converter.places.range(uri, range)));
  return asked.flatMap(problem => remediesOf(uri, problem, shown, session, converter));
}

function remediesOf(
  uri: Uri,
  problem: DocumentProblem,
  shown: readonly Diagnostic[],
  session: Session,
  converter: Converter,
): readonly RemedyAction[] {
  const said = problemDiagnostic(uri, problem, converter);
  const about = shown.filter(({ message, range }) => message === said.message && equal(range, said.range));
  const tree = session.snapshot.tree(uri);
  return (problem.remedies ?? []).flatMap((remedy, i) => {
    const edit = tree && remedyEdit(tree, remedy);
    if (!edit) return [];
    const action: CodeAction = {
      title: titleOf(remedy),
      kind: CodeActionKind.QuickFix,
      diagnostics: about.length > 0 ? about : [said],
      ...(i === 0 && remedy.do === 'write' ? { isPreferred: true } : {}),
    };
    return [{ action, rendered: { creates: [], edits: new Map([[uri, [edit]]]) } }];
  });
}

function equal(a: Range, b: Range): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
