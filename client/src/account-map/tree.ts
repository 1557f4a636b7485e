import * as vscode from 'vscode';
import { type Item, type Outline, outlineOf } from '../../webview/map/outline';
import type { MapSource } from './map-source';
import { treeItem } from './tree-items';

/** The map as a tree in the side bar: accounts, stacks, resources. */
export function showTree(source: MapSource): vscode.Disposable {
  const nodes = new MapNodes(source);
  const view = vscode.window.createTreeView('bulkhead.accounts', { treeDataProvider: nodes, showCollapseAll: true });
  return vscode.Disposable.from(
    nodes,
    view,
    source.add(view),
    view.onDidChangeVisibility(() => source.look()),
    source.changed(({ kind }) => {
      view.message = kind === 'failed' ? 'The language server did not answer.' : '';
    }),
  );
}

/** While there is no map yet, the view shows that something is coming. */
class MapNodes implements vscode.TreeDataProvider<Item>, vscode.Disposable {
  private readonly onChange = new vscode.EventEmitter<undefined>();
  private readonly following: vscode.Disposable;
  private outline: Outline | undefined;

  constructor(private readonly source: MapSource) {
    this.following = source.changed(() => {
      this.outline = undefined;
      this.onChange.fire(undefined);
    });
  }

  readonly onDidChangeTreeData = this.onChange.event;

  dispose(): void {
    this.following.dispose();
    this.onChange.dispose();
  }

  getTreeItem(item: Item): vscode.TreeItem {
    return treeItem(item);
  }

  async getChildren(item?: Item): Promise<Item[]> {
    const outline = await this.current();
    const ids = item === undefined ? outline?.roots : item.children;
    return (ids ?? []).flatMap(id => outline?.items.get(id) ?? []);
  }

  getParent({ parent }: Item): Item | undefined {
    return parent === undefined ? undefined : this.outline?.items.get(parent);
  }

  private async current(): Promise<Outline | undefined> {
    const state = await this.source.known();
    if (state.kind === 'drawn') this.outline ??= outlineOf(state.map);
    return this.outline;
  }
}
