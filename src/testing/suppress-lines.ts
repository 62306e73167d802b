import { decodeSource, encodeSource, isSkip, positionsOf, type SourceFile } from '../core/source-file.js';
import type { Language, ParsedFile } from '../languages/language.js';
import { languageOf } from '../languages/registry.js';

const MARKS: Readonly<Record<string, readonly [string, string]>> = {
  python: ['#', ''],
  yaml: ['#', ''],
  toml: ['#', ''],
  javascript: ['//', ''],
};

/**
 * A file with a comment on every line that can have one, and above every block of Markdown, which holds a codemod back; null for
 * a file that cannot be written so: one that does not parse, of a language without comments, with front matter, empty, a component in one line.
 */
export async function suppressLines(path: string, bytes: Buffer, codemod: string): Promise<Buffer | null> {
  const entry = languageOf(path);
  const language = entry === null ? null : await entry.load();
  const source = language === null ? null : decodeSource(path, bytes, language.declaredEncoding(bytes));
  if (language === null || source === null || isSkip(source)) return null;
  const text = language.name === 'markdown' ? aboveBlocks(source, language, codemod) : besideLines(source, language, codemod);
  return text === null ? null : encodeSource(source, text);
}

function besideLines(source: SourceFile, language: Language, codemod: string): string | null {
  const marks = MARKS[language.name];
  if (marks === undefined) return null;
  const lines = source.text.split(/(?<=\r\n|\r(?!\n)|\n)/);
  const comment = `  ${marks[0]} codemod: ignore[${codemod}] kept${marks[1]}`;
  const write = (has: (line: number) => boolean): string =>
    lines.map((line, index) => (has(index) ? line.replace(/(?=[\r\n]*$)/, comment) : line)).join('');
  const all = parse(
    source,
    language,
    write((index) => !isContinued(lines[index])),
  );
  const real = all === null ? null : linesOfRemarks(all);
  // Inside of a string that is several lines long, the comment is none.
  const text = real === null || real.size === 0 ? null : write((index) => real.has(index + 1) && !isContinued(lines[index]));
  return text === null || parse(source, language, text) === null ? null : text;
}

function isContinued(line = ''): boolean {
  return /\\[\r\n]*$/.test(line);
}

function parse(source: SourceFile, language: Language, text: string): ParsedFile | null {
  const parsed = language.parse({ ...source, text });
  return isSkip(parsed) ? null : parsed;
}

function linesOfRemarks(parsed: ParsedFile): ReadonlySet<number> {
  const position = positionsOf(parsed.file.text);
  return new Set(parsed.remarks().map(({ start }) => position(start).line));
}

function aboveBlocks(source: SourceFile, language: Language, codemod: string): string | null {
  const parsed = parse(source, language, source.text);
  const blocks = parsed === null ? [] : blocksOf(parsed.file);
  if (blocks.length === 0 || blocks.some(({ type }) => type === 'yaml' || type === 'toml')) return null;
  const comment = `<!-- codemod: ignore[${codemod}] kept -->${source.newline}${source.newline}`;
  return blocks.reduceRight((text, { start }) => text.slice(0, start) + comment + text.slice(start), source.text);
}

function blocksOf(file: SourceFile): readonly { readonly type: string; readonly start: number }[] {
  return 'blocks' in file && Array.isArray(file.blocks) ? file.blocks : [];
}
