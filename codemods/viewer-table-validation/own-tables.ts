import type { SyntaxNode } from 'codex-codemod';
import type { Program } from './program/program.js';
import { contentText, stringPrefix } from './program/string-text.js';
import { createdNames } from './sql/created-names.js';

/** A table that an SQL text of the file makes. */
export interface OwnTable<N = SyntaxNode> {
  readonly at: N;
  readonly name: string;
}

/** The tables and views that the file itself creates, as their names are written in its SQL. */
export function ownTables(program: Program): readonly OwnTable[] {
  return [...program.module.file.root.ofType('string')].flatMap((string) => {
    const contents = string.children.filter((child) => child.type === 'string_content');
    return contents.flatMap((content) => {
      const isCut = content.nextSibling?.type === 'interpolation';
      const text = contentText(content, stringPrefix(string));
      return createdNames(text, isCut).map((name) => ({ at: content, name }));
    });
  });
}
