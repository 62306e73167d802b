import type { ParseResult } from '@babel/parser';
import { type Edit, offsetsBefore } from '../../core/edit.js';
import { CodemodError } from '../../core/errors.js';
import { isSkip, type Newline, type SourceFile } from '../../core/source-file.js';
import type { JavaScriptFile, JavaScriptToken } from './javascript-file.js';
import { treeOf } from './parse.js';

/** A file of which another one is known that differs from it in names alone: its tokens are those of the other, its tree is made when it is asked for. */
export class RenamedFile implements JavaScriptFile {
  readonly path: string;
  readonly text: string;
  readonly encoding: string;
  readonly hasBom: boolean;
  readonly newline: Newline;
  readonly #edits: readonly Edit[];
  readonly #other: JavaScriptFile;
  #tokens: readonly JavaScriptToken[] | null = null;
  #ast: ParseResult | null = null;

  /** @param edits from this text to the other. */
  constructor(source: SourceFile, edits: readonly Edit[], other: JavaScriptFile) {
    const { path, text, encoding, hasBom, newline } = source;
    [this.path, this.text, this.encoding, this.hasBom, this.newline] = [path, text, encoding, hasBom, newline];
    [this.#edits, this.#other] = [edits, other];
  }

  get tokens(): readonly JavaScriptToken[] {
    this.#tokens ??= this.#readTokens();
    return this.#tokens;
  }

  /** @throws CodemodError `syntax-error` where names that the other does not have are in each other's way. */
  get ast(): ParseResult {
    this.#ast ??= this.#readTree();
    return this.#ast;
  }

  #readTree(): ParseResult {
    const ast = treeOf(this);
    if (isSkip(ast)) throw new CodemodError('syntax-error', ast.message);
    return ast;
  }

  #readTokens(): readonly JavaScriptToken[] {
    const before = offsetsBefore(this.#edits);
    return this.#other.tokens.map((token) => this.#tokenAt(token, before(token.start), before(token.end)));
  }

  #tokenAt(token: JavaScriptToken, start: number, end: number): JavaScriptToken {
    const written = this.text.slice(start, end);
    const isRenamed = written !== this.#other.text.slice(token.start, token.end);
    return { kind: token.kind, value: isRenamed ? written : token.value, start, end };
  }
}
