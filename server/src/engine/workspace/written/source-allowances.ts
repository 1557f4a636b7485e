import { type Allowances, commentAllowances } from '../../formats/allow';
import type { Problem } from '../../model/problem';
import type { Finding } from '../../rules/rule';
import type { SyntaxTree } from '../../syntax/tree';
import type { Uri } from '../../text/text';
import { allowComment } from '../allow-fix';
import { allows, hasEnded } from '../allowances';
import { expiredIn } from '../expired';

const none: Allowances = { allowed: [], problems: [] };

/** What people allow by comments in the Terraform files of which a plan was made. */
export class SourceAllowances {
  private readonly known = new Map<Uri, Allowances>();

  constructor(
    private readonly treeOf: (uri: Uri) => SyntaxTree | undefined,
    private readonly today: () => string | undefined,
  ) {}

  /** A finding that stands in such a file: with the comment that holds it back, or the fix that writes one there. */
  judged(finding: Finding): Finding {
    const { at, suppressed, fixes } = finding;
    if (suppressed || this.treeOf(at.uri)?.language !== 'hcl') return finding;
    const allowance = this.in(at.uri).allowed.find(one => !hasEnded(one, this.today()) && allows(one, at.uri, finding));
    if (allowance) {
      const others = fixes.filter(({ id }) => id !== 'allow');
      return { ...finding, fixes: others, suppressed: { reason: allowance.reason, at: allowance.at } };
    }
    const edit = allowComment(finding);
    return { ...finding, fixes: fixes.map(fix => (fix.id === 'allow' ? { ...fix, edits: [edit] } : fix)) };
  }

  problems(uri: Uri): readonly Problem[] {
    const { allowed, problems } = this.in(uri);
    return [...problems, ...expiredIn({ allowed }, this.today())];
  }

  private in(uri: Uri): Allowances {
    const known = this.known.get(uri);
    if (known) return known;
    const tree = this.treeOf(uri);
    const found = tree?.language === 'hcl' ? commentAllowances(tree) : none;
    this.known.set(uri, found);
    return found;
  }
}
