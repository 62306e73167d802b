import type { SyntaxNode } from 'codex-codemod';
import type { Program } from './program/program.js';
import { contentText, stringPrefix } from './program/string-text.js';

/** The name behind CREATE TABLE or CREATE VIEW: without its quotes, they are no part of what is typed. */
const CREATES =
  /\bcreate\s+(?:temp(?:orary)?\s+|virtual\s+|unlogged\s+|or\s+replace\s+)*(?:table|view)\s+(?:if\s+not\s+exists\s+)?("[^"]+"|`[^`]+`|\[[^\]]+\]|[^\s("'`[;{%]+)(?=\s*(?:$|\(|as\b|using\b))/gi;

/** A table that an SQL text of the file makes. */
export interface OwnTable {
  readonly at: SyntaxNode;
  readonly name: string;
}

/** The tables and views that the file itself creates, as their names are written in its SQL. */
export function ownTables(program: Program): readonly OwnTable[] {
  return [...program.module.file.root.ofType('string')].flatMap((string) => {
    const contents = string.children.filter((child) => child.type === 'string_content');
    return contents.flatMap((content, index) => {
      const text = contentText(content, stringPrefix(string));
      const next = content.nextSibling?.type === 'interpolation' && contents.length > index;
      return [...text.matchAll(CREATES)].flatMap((match) => {
        const name = (match[1] ?? '').replace(/^["`[]|["`\]]$/g, '');
        // Cut off by a field, the rest of the name is not known.
        const isCut = next && match.index + match[0].length === text.length;
        return name === '' || isCut ? [] : [{ at: content, name }];
      });
    });
  });
}
