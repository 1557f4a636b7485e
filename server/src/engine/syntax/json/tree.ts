import { reportRepeatedKeys } from '../map-keys';
import { maxDepth, problemList, tooDeep } from '../problems';
import type { Comment, ScalarNode, SyntaxNode, SyntaxProblem } from '../tree';
import { plainValue } from '../yaml/values';
import { type JsonFrame, newFrame, nodeOf } from './frames';
import { colonFollows, type JsonToken, jsonTokens, Token } from './tokens';

export interface JsonReading {
  readonly root: SyntaxNode | undefined;
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
  /** Some bracket had no partner. */
  readonly unpaired: boolean;
}

/** What decides where a map or a list ends whose bracket is missing. */
export type Pairing = 'brackets' | 'indentation';

/** Reads JSON with a stack of its own, as deep as the text may be. */
export function readJson(text: string, pairing: Pairing): JsonReading {
  const builder = new JsonBuilder(text, pairing);
  builder.read();
  const { root, comments, problems, unpaired } = builder;
  return { root, comments, problems: problems.list, unpaired };
}

class JsonBuilder {
  readonly comments: Comment[] = [];
  readonly problems = problemList();
  root: SyntaxNode | undefined;
  unpaired = false;
  private readonly token: JsonToken = { kind: 0, start: 0, end: 0, value: '', startsLine: true, indent: 0 };
  private readonly next: () => void;
  private readonly stack: JsonFrame[] = [];
  /** The frame of the closed root: what follows a brace too many still belongs to it. */
  private rootFrame: JsonFrame | undefined;
  /** End of the last token that was understood. */
  private end = 0;
  private count = 0;
  private lastFault = -2;

  constructor(
    private readonly text: string,
    private readonly pairing: Pairing,
  ) {
    this.next = jsonTokens(text, this.token, this.comments, (message, start, end) => this.fault(message, start, end));
  }

  read(): void {
    while (this.advance() !== Token.end) {
      if (!this.step()) break;
      this.count++;
    }
    this.closeRest();
  }

  private advance(): number {
    this.next();
    return this.token.kind;
  }

  /** One problem for each broken place: a fault right after a fault is its consequence. */
  private fault(message: string, start: number, end: number): void {
    if (this.count - this.lastFault > 1) this.problems.add(message, start, end);
    this.lastFault = this.count;
  }

  private faultHere(message: string): void {
    this.fault(message, this.token.start, this.token.end);
  }

  private top(): JsonFrame | undefined {
    return this.stack[this.stack.length - 1];
  }

  /** False where nothing that follows can belong to the document. */
  private step(): boolean {
    const kind = this.token.kind;
    if (this.stack.length === 0 && this.root && !this.reopens(kind)) return this.afterEnd(kind);
    const start = this.token.start;
    const end = this.token.end;
    if (kind === Token.comma) this.comma();
    else if (kind === Token.colon) this.colon();
    else if (kind === Token.closeBrace || kind === Token.closeBracket)
      this.close(kind === Token.closeBrace ? 'map' : 'list');
    else if (kind === Token.openBrace || kind === Token.openBracket)
      this.open(kind === Token.openBrace ? 'map' : 'list', start);
    else this.scalar(kind);
    this.end = Math.max(this.end, end, this.token.end);
    return true;
  }

  private reopens(kind: number): boolean {
    const frame = this.rootFrame;
    if (frame?.kind !== 'map') return false;
    if (kind !== Token.comma && !(kind === Token.string && colonFollows(this.text, this.token.end))) return false;
    this.fault('this brace closes the document too early', this.end - 1, this.end);
    this.unpaired = true;
    this.root = undefined;
    this.stack.push(frame);
    return true;
  }

  private afterEnd(kind: number): boolean {
    const surplus = kind === Token.closeBrace || kind === Token.closeBracket;
    this.faultHere(surplus ? 'this closes nothing' : 'the document has ended before this');
    this.unpaired ||= surplus;
    return surplus;
  }

  private comma(): void {
    const frame = this.top();
    if (frame?.key) this.missingValue(frame, frame.key);
    else if (frame?.expects !== 'comma') this.faultHere('nothing stands before this comma');
    if (frame) frame.expects = frame.kind === 'map' ? 'key' : 'value';
  }

  private colon(): void {
    const frame = this.top();
    if (frame?.expects === 'colon') frame.expects = 'value';
    else this.faultHere('no key stands before this colon');
  }

  private open(kind: 'map' | 'list', start: number): void {
    this.closeDedented();
    const frame = this.top();
    if (frame && !this.takesValue(frame, 'a key is missing before this')) frame.key = undefined;
    if (this.stack.length >= maxDepth) this.skipDeep(start);
    else this.stack.push(newFrame(kind, start, this.token.indent));
  }

  /** Whether a value may stand here; reports what is missing before it. */
  private takesValue(frame: JsonFrame, otherwise: string): boolean {
    if (frame.expects === 'value') return true;
    if (frame.kind === 'list') this.faultHere('a comma is missing before this');
    else if (frame.key) this.faultHere('a colon is missing before this');
    else this.faultHere(otherwise);
    return frame.kind === 'list' || frame.key !== undefined;
  }

  private skipDeep(start: number): void {
    let open = 1;
    while (open > 0 && this.advance() !== Token.end) {
      const kind = this.token.kind;
      if (kind === Token.openBrace || kind === Token.openBracket) open++;
      else if (kind === Token.closeBrace || kind === Token.closeBracket) open--;
    }
    this.fault(tooDeep, start, start + 1);
    this.add(nothing(start, this.token.end));
  }

  private scalar(kind: number): void {
    const node = this.scalarNode(kind);
    const beforeColon = this.stack.length > 0 && colonFollows(this.text, this.token.end);
    if (beforeColon) {
      this.closeDedented();
      this.closeListBeforeKey();
    }
    const frame = this.top();
    if (frame?.kind === 'map' && (beforeColon || !frame.key)) this.key(frame, node, kind, beforeColon);
    else if (!frame || this.takesValue(frame, '')) this.add(node);
  }

  private key(frame: JsonFrame, node: ScalarNode, kind: number, beforeColon: boolean): void {
    if (frame.key) this.missingValue(frame, frame.key);
    if (kind !== Token.string) {
      this.faultHere('a key is written in double quotes');
      if (!beforeColon) return;
    } else if (frame.expects === 'comma') this.faultHere('a comma is missing before this');
    frame.key = node;
    frame.expects = 'colon';
  }

  private missingValue(frame: JsonFrame, key: ScalarNode): void {
    this.fault(`the key \`${key.raw}\` has no value`, key.range.start, key.range.end);
    this.add(nothing(this.end, this.end));
    frame.expects = 'key';
  }

  private scalarNode(kind: number): ScalarNode {
    const range = { start: this.token.start, end: this.token.end };
    const raw = this.token.value;
    if (kind === Token.string) return { kind: 'scalar', range, value: raw, raw, style: 'double' };
    if (kind !== Token.unknown) return { kind: 'scalar', range, value: plainValue(raw), raw, style: 'plain' };
    if (colonFollows(this.text, this.token.end)) this.faultHere('a key is written in double quotes');
    else if (raw.startsWith("'")) this.faultHere('a string is written in double quotes');
    else this.faultHere('this is no JSON value');
    const word = raw.length > 1 && raw.startsWith("'") ? raw.slice(1, -1) : raw;
    return { kind: 'scalar', range, value: word, raw: word, style: 'plain' };
  }

  private add(node: SyntaxNode): void {
    const frame = this.top();
    if (!frame) this.root = node;
    else if (frame.kind === 'list') frame.items.push(node);
    else if (frame.key) {
      const end = Math.max(node.range.end, frame.key.range.end);
      frame.entries.push({ key: frame.key, value: node, range: { start: frame.key.range.start, end } });
      frame.key = undefined;
    }
    if (frame) frame.expects = 'comma';
  }

  private close(kind: 'map' | 'list'): void {
    if (this.isSurplus(kind)) {
      this.unpaired = true;
      this.faultHere('this closes nothing');
    } else {
      while (this.top()!.kind !== kind) this.closeUnclosed(this.top()!);
      this.closeTop(this.token.end);
    }
  }

  /** By indentation, a bracket that begins its line stands under the line that opened it. */
  private isSurplus(kind: 'map' | 'list'): boolean {
    const { startsLine, indent } = this.token;
    if (this.pairing === 'indentation' && startsLine) {
      for (let top = this.top(); top && this.stack.length > 1 && top.indent > indent; top = this.top())
        this.closeUnclosed(top);
      if ((this.top()?.indent ?? 0) < indent) return true;
    }
    return this.top()?.kind !== kind && !this.stack.some(frame => frame.kind === kind);
  }

  /** By indentation, what stands no deeper than the line of an open brace is not within it. */
  private closeDedented(): void {
    const { startsLine, indent } = this.token;
    if (this.pairing !== 'indentation' || !startsLine) return;
    for (let top = this.top(); top && this.stack.length > 1 && top.indent >= indent; top = this.top())
      this.closeUnclosed(top);
  }

  private closeListBeforeKey(): void {
    const top = this.top();
    if (top?.kind === 'list' && this.stack[this.stack.length - 2]?.kind === 'map') this.closeUnclosed(top);
  }

  private closeUnclosed(frame: JsonFrame): void {
    this.unpaired = true;
    const bracket = frame.kind === 'map' ? '{' : '[';
    this.fault(`this \`${bracket}\` is not closed`, frame.start, frame.start + 1);
    this.closeTop(this.end);
  }

  private closeRest(): void {
    for (let top = this.top(); top; top = this.top()) this.closeUnclosed(top);
  }

  private closeTop(end: number): void {
    const frame = this.top()!;
    if (frame.key) this.missingValue(frame, frame.key);
    this.stack.pop();
    if (frame.kind === 'map') reportRepeatedKeys(frame.entries, this.problems);
    if (this.stack.length === 0) this.rootFrame = frame;
    this.add(nodeOf(frame, end));
  }
}

/** A value that is not there. */
function nothing(start: number, end: number): ScalarNode {
  return { kind: 'scalar', range: { start, end }, value: null, raw: '', style: 'plain' };
}
