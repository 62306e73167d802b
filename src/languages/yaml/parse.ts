import { Composer, type Document, type ParsedNode, Parser } from 'yaml';
import { positionsOf, type Skip, type SourceFile } from '../../core/source-file.js';
import { danglingAlias } from './alias-targets.js';
import { copyDocument } from './copy-tree.js';
import { duplicateKey } from './duplicate-key.js';
import { type Lexeme, lex } from './lexemes.js';
import type { YamlComment, YamlFile } from './yaml-file.js';

/** The parser's own search for duplicate keys takes quadratic time, and its pretty errors print the source. */
const OPTIONS = { keepSourceTokens: true, uniqueKeys: false, prettyErrors: false, strict: true, logLevel: 'silent' } as const;

/** Characters that YAML does not allow (https://yaml.org/spec/1.2.2/#51-character-set); some are signals of the lexer. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Parses a file strictly, or tells why it is left alone. Nothing of the parser is kept. */
export function parseYaml(source: SourceFile): YamlFile | Skip {
  const { text } = source;
  const fault = (offset: number, why: string): Skip => ({
    code: 'syntax-error',
    message: `line ${positionsOf(text)(offset).line} is not valid YAML: ${why}`,
  });
  // YAML counts a lone carriage return as a line break, the parser as a character of a text.
  const loneCr = text.search(/\r(?!\n)/);
  if (loneCr >= 0) return fault(loneCr, 'it ends in a carriage return alone');
  const control = text.search(CONTROL);
  if (control >= 0) return fault(control, 'it has a control character');
  const lexed = lex(text);
  if ('code' in lexed) return lexed;
  let documents: readonly Document.Parsed<ParsedNode>[];
  try {
    documents = [...compose(lexed.raw, text.length)];
  } catch (thrown) {
    if (thrown instanceof RangeError) return { code: 'too-deep', message: 'it is nested deeper than its parser can follow' };
    throw thrown;
  }
  for (const { errors } of documents) {
    const [error] = errors;
    if (error !== undefined) return fault(error.pos[0], error.message.replace(/\s+/g, ' '));
  }
  const copied = documents.map((document) => copyDocument(document, text, lexed.placed));
  for (const { contents } of copied) {
    const twice = contents === null ? null : duplicateKey(contents, text);
    if (twice !== null) return fault(twice.start, `the key ${text.slice(twice.start, twice.end)} stands twice in one map`);
  }
  const dangling = danglingAlias(copied);
  if (dangling !== null) return fault(dangling.start, `nothing before it has the anchor of *${dangling.name}`);
  return { ...source, documents: copied, comments: commentsOf(lexed.placed, text) };
}

function* compose(raw: readonly string[], length: number): Generator<Document.Parsed<ParsedNode>> {
  const parser = new Parser();
  const composer = new Composer<ParsedNode>(OPTIONS);
  for (const lexeme of raw) {
    for (const token of parser.next(lexeme)) {
      yield* composer.next(token);
      // A text of nothing but errors takes the parser seconds.
      if (token.type === 'error') return yield* composer.end(true, length);
    }
  }
  for (const token of parser.end()) yield* composer.next(token);
  yield* composer.end(false, length);
}

function commentsOf(lexemes: readonly Lexeme[], text: string): readonly YamlComment[] {
  return lexemes
    .filter(({ kind }) => kind === 'comment')
    .map(({ start, source }) => {
      const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
      return { start, end: start + source.trimEnd().length, ownLine: start === 0 || before.trim() === '' };
    });
}
