import { CodemodError } from '../../../core/errors.js';
import { isSkip } from '../../../core/source-file.js';
import { parsePython } from '../parse.js';
import type { Code } from '../services.js';
import { LEADING } from './indentation.js';
import { LineSnippet, type SnippetLine, type Spot } from './line-snippet.js';
import { Lines } from './lines.js';
import { isInString, type LineFacts, lineFactsOf } from './run.js';
import { statementsOf } from './statement.js';

const SPACES_A_LEVEL = 4;

/**
 * Code as an author writes it: four spaces a level, `\n`. A final line break may be missing; blank lines stay.
 *
 * @throws CodemodError `code-invalid` when it is no Python.
 */
export function snippetOf(code: Code): LineSnippet {
  if (code instanceof LineSnippet) return code;
  if (typeof code !== 'string') throw new CodemodError('code-invalid', 'Code must be a text, or what `copy` gave.');
  const text = code.replace(/(?:\r\n|\r|\n)$/, '');
  const parsed = parsePython({ path: '<code>', text: `${text}\n`, encoding: 'utf-8', hasBom: false, newline: '\n' });
  if (isSkip(parsed)) {
    throw new CodemodError('code-invalid', `This code cannot be put into a file, for ${parsed.message}:\n${text}`);
  }
  const statements = statementsOf(parsed.root);
  return new LineSnippet(linesOf(text, lineFactsOf(statements)), statements);
}

function linesOf(text: string, facts: LineFacts): readonly SnippetLine[] {
  const lines = new Lines({ text, newline: '\n' });
  return [...lines.startsIn(0, text.length)].map((start) => {
    const line = lines.textOf(start);
    if (isInString(facts, start)) {
      const lineBreak = lines.newlineAt(start - 1);
      return { lineBreak: lineBreak === '\n' ? null : lineBreak, indent: null, text: line, isHead: false };
    }
    const white = LEADING.exec(line)?.[0] ?? '';
    const width = white.replaceAll('\t', ' '.repeat(SPACES_A_LEVEL)).length;
    const levels = Math.floor(width / SPACES_A_LEVEL);
    const indent = (spot: Spot): string => spot.indent + spot.unit.repeat(levels) + ' '.repeat(width % SPACES_A_LEVEL);
    return { lineBreak: null, indent, text: line.slice(white.length), isHead: facts.heads.has(start + white.length) };
  });
}
