import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type CallHierarchyPrepareParams,
  type Range,
  SymbolKind,
} from 'vscode-languageserver';
import type { AccessNode, NodeKind } from '../../engine/analysis/access-graph/access-graph';
import { part, type SourcePointer, type Uri } from '../../engine/text/text';
import { type Call, type Caller, callersAt, comingTo, goingFrom } from '../../engine/workspace/call-hierarchy';
import { canonicalUri } from '../../files/uri';
import { placesIn } from '../../findings/places';
import type { Session } from '../session';

/** What an item is asked again with. */
interface ItemData {
  readonly node: string;
}

/** Who can become what: incoming calls are those who can become it, or touch it; outgoing ones what it can become and touch. */
export class CallHierarchy {
  constructor(private readonly session: Session) {}

  prepared({ textDocument, position }: CallHierarchyPrepareParams): CallHierarchyItem[] | null {
    const uri = canonicalUri(textDocument.uri);
    const { snapshot } = this.session;
    const callers = callersAt(snapshot, uri, placesIn(snapshot).lines(uri).offset(position));
    return callers.length > 0 ? callers.map(caller => this.itemOf(caller)) : null;
  }

  incoming(item: CallHierarchyItem): CallHierarchyIncomingCall[] {
    return this.calls(item, comingTo).map(({ other, allowedBy }) => {
      const from = this.itemOf(other);
      return { from, fromRanges: this.rangesIn(from, allowedBy) };
    });
  }

  outgoing(item: CallHierarchyItem): CallHierarchyOutgoingCall[] {
    return this.calls(item, goingFrom).map(({ other, allowedBy }) => ({
      to: this.itemOf(other),
      fromRanges: this.rangesIn(item, allowedBy),
    }));
  }

  private calls(item: CallHierarchyItem, ask: typeof comingTo): readonly Call[] {
    const { snapshot, folders } = this.session;
    const id = (item.data as Partial<ItemData> | undefined)?.node;
    if (typeof id !== 'string') return [];
    return ask(snapshot, id, folders.settingsOf(canonicalUri(item.uri)).showPossible);
  }

  private itemOf({ node, at }: Caller): CallHierarchyItem {
    const { snapshot } = this.session;
    const written = snapshot.written(at);
    const places = placesIn(snapshot);
    const data: ItemData = { node: node.id };
    return {
      name: node.label,
      kind: symbols[node.kind] ?? SymbolKind.Object,
      detail: detailOf(node),
      uri: this.session.clientUri(written.uri),
      range: places.of(part(written, 'entry')),
      selectionRange: places.of(node.resource ? part(written, 'key') : written),
      data,
    };
  }

  /** Those in the text of whoever goes; where another's text allows it, the place of the item itself. */
  private rangesIn({ uri, selectionRange }: CallHierarchyItem, allowedBy: readonly SourcePointer[]): Range[] {
    const { snapshot } = this.session;
    const places = placesIn(snapshot);
    const document: Uri = canonicalUri(uri);
    const own = allowedBy.map(at => snapshot.written(at)).filter(at => at.uri === document);
    return own.length > 0 ? own.map(at => places.of(at)) : [selectionRange];
  }
}

const symbols: Partial<Readonly<Record<NodeKind, SymbolKind>>> = {
  role: SymbolKind.Class,
  user: SymbolKind.Class,
  group: SymbolKind.Class,
  'permission-set': SymbolKind.Class,
  administrator: SymbolKind.Class,
  compute: SymbolKind.Function,
  pipeline: SymbolKind.Function,
  data: SymbolKind.Struct,
  secret: SymbolKind.Key,
  key: SymbolKind.Key,
};

function detailOf({ kind, environment, account }: AccessNode): string {
  return [kind, environment?.name, account].filter(one => one !== undefined).join(' · ');
}
