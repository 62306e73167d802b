import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, type Edit, editFault, hasConflict } from '../../../core/edit.js';
import { dominantNewline, isSkip } from '../../../core/source-file.js';
import { suite } from '../../../testing/suite.js';
import { dataOf, faultOf, type Tried, tryOperation } from '../../../testing/yaml-operations.js';
import { parseYaml } from '../parse.js';
import type { YamlFile } from '../yaml-file.js';

const test = suite('edits of generated YAML');

/** The long form: `YAML_CASES=20000 node scripts/test.mjs edits.property`. */
const CASES = Number(process.env['YAML_CASES'] ?? 600);

/** How a generated document is written. */
interface Spelling {
  readonly step: number;
  readonly dashStep: number;
  readonly pad: string;
  readonly newline: string;
  readonly blankLines: boolean;
  readonly comments: boolean;
  readonly finalNewline: boolean;
  readonly flowFrom: number;
}

type Tree = string | null | readonly Tree[] | { readonly [key: string]: Tree };

const SCALARS = [
  'plain',
  'two words',
  '17',
  '0o17',
  '1.10',
  'yes',
  '~',
  "'it''s'",
  '"a \\" # b"',
  'a:b',
  'http://x/#y',
  '|\n# no comment\n  deeper\n\nend',
  '|+\nkept\n\n',
  '>-\nfolded\ntext',
  '&anchor x',
  '!tag y',
  '"é\\u00e9😀"',
];
const KEYS = ['a', 'b', 'on', '"c d"', 'e-f', "'g'", '?x', 'long_key_of_its_own'];

const scalar = fc.constantFrom(...SCALARS);
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar,
    fc.constant(null),
    fc.array(tie('tree'), { minLength: 0, maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('tree'), { minKeys: 0, maxKeys: 4, noNullPrototype: true }),
  ),
}));
const spelling: fc.Arbitrary<Spelling> = fc.record({
  step: fc.constantFrom(1, 2, 3, 4),
  dashStep: fc.constantFrom(0, 2, 4),
  pad: fc.constantFrom(' ', '   '),
  newline: fc.constantFrom('\n', '\r\n'),
  blankLines: fc.boolean(),
  comments: fc.boolean(),
  finalNewline: fc.boolean(),
  flowFrom: fc.constantFrom(0, 1, 2, 9),
});

/** Writes a tree; what stands behind a key or dash begins with white space or a newline. */
function write(node: Tree, column: number, depth: number, how: Spelling): string {
  const indent = ' '.repeat(column);
  if (node === null) return '';
  if (typeof node === 'string') return ` ${node.replace(/\n(?=.)/g, `\n${indent} `)}`;
  const entries = Array.isArray(node) ? node.map((item): [null, Tree] => [null, item]) : Object.entries(node);
  if (entries.length === 0 || depth >= how.flowFrom) return ` ${flow(node)}`;
  return entries.map(([key, value], index) => entryText(key, value, index, column, depth, how)).join('');
}

function entryText(key: string | null, value: Tree, index: number, column: number, depth: number, how: Spelling): string {
  const indent = ' '.repeat(column);
  const above = `${how.blankLines && index > 0 ? '\n' : ''}${how.comments && index % 2 === 1 ? `\n${indent}# above ${index}` : ''}`;
  const below = how.comments && index % 3 === 2 ? `\n${indent}  # below` : '';
  const childColumn = column + (Array.isArray(value) && key !== null ? how.dashStep : how.step);
  if (key !== null) return `${above}\n${indent}${key}:${write(value, childColumn, depth + 1, how)}${below}`;
  const inner = write(value, column + 1 + how.pad.length, depth + 1, how);
  const isBlock = inner.startsWith('\n') && !/^\n\s*(?:#|\n)/.test(inner);
  return `${above}\n${indent}-${isBlock ? how.pad + inner.trimStart() : inner}${below}`;
}

function flow(node: Tree): string {
  if (node === null) return '~';
  if (typeof node === 'string') return /[\n#&!~]/.test(node) ? '"text"' : node;
  if (Array.isArray(node)) return `[${node.map(flow).join(', ')}]`;
  return `{ ${Object.entries(node)
    .map(([key, value]) => `${key.replace('?', '')}: ${flow(value)}`)
    .join(', ')} }`;
}

function documentText(trees: readonly Tree[], how: Spelling): string {
  const texts = trees.map((one) => write(one, 0, 0, how).replace(/^[\n ]+/, ''));
  const text = `${how.comments ? '# head\n' : ''}${texts.join('\n---\n')}${how.comments ? '\n\n# foot' : ''}`;
  return (how.finalNewline ? `${text}\n` : text.replace(/\n+$/, '')).replaceAll('\n', how.newline);
}

function parsed(text: string): YamlFile | null {
  const file = parseYaml({ path: 'a.yaml', text, encoding: 'utf-8', hasBom: false, newline: dominantNewline(text) });
  return isSkip(file) ? null : file;
}

interface Counts {
  files: number;
  done: Record<string, number>;
  refused: Record<string, number>;
}

/** Runs operations on generated files, with the edits as they are or as `bend` makes them. */
function run(
  cases: number,
  seed: number,
  judge: (file: YamlFile, tried: Tried & { edits: NonNullable<Tried['edits']> }) => void,
): Counts {
  const counts: Counts = { files: 0, done: {}, refused: {} };
  const property = fc.property(
    fc.array(tree, { minLength: 1, maxLength: 2 }),
    spelling,
    fc.infiniteStream(fc.nat(1_000_000)),
    (trees, how, draws) => {
      const file = parsed(documentText(trees, how));
      if (file === null || !isReadable(file.text)) return;
      counts.files++;
      for (let round = 0; round < 4; round++) {
        const tried = tryOperation(file, (count) => (draws.next().value ?? 0) % Math.max(1, count));
        if (tried === null) continue;
        const { edits } = tried;
        if (edits === null) counts.refused[tried.why] = (counts.refused[tried.why] ?? 0) + 1;
        else {
          counts.done[tried.kind] = (counts.done[tried.kind] ?? 0) + 1;
          judge(file, { ...tried, edits });
        }
      }
    },
  );
  fc.assert(property, { numRuns: cases, seed });
  return counts;
}

function isReadable(text: string): boolean {
  try {
    return dataOf(text).length > 0;
  } catch {
    return false;
  }
}

const total = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

test('an edit does what it says, and nothing else', () => {
  const counts = run(CASES, Number(process.env['YAML_SEED'] ?? 1), (file, tried) => {
    assert.equal(faultOf(file.text, tried.edits, tried), null, `${tried.kind}\n${file.text}\n${JSON.stringify(tried.edits)}`);
  });
  console.log(JSON.stringify(counts));
  assert.ok(counts.files > CASES / 3, 'too few files parse');
  assert.ok(total(counts.refused) < total(counts.done) / 4, 'too much is refused');
});

/** True when texts differ in nothing but white space and commas: then the shifted edit is another right one. */
function isHarmless(text: string, edits: readonly Edit[], shifted: readonly Edit[]): boolean {
  const bare = (made: readonly Edit[]): string => applyEdits(text, made).replace(/[\s,]+/g, '');
  return bare(edits) === bare(shifted);
}

test('an edit that is shifted by one unit is caught', () => {
  const counts = { shifted: 0, caught: 0, harmless: 0 };
  run(200, 7, (file, tried) => {
    const shifted = tried.edits.map((edit) => {
      const by = edit.end < file.text.length ? 1 : -1;
      const [start, end] = [Math.max(0, edit.start + by), Math.max(0, edit.end + by)];
      return { ...edit, start, end, oldText: file.text.slice(start, end) };
    });
    if (hasConflict(shifted) || shifted.some((edit) => editFault(file.text, edit) !== null)) return;
    counts.shifted++;
    if (faultOf(file.text, shifted, tried) !== null) counts.caught++;
    else if (isHarmless(file.text, tried.edits, shifted)) counts.harmless++;
    else assert.fail(`${tried.kind}\n${file.text}\n${JSON.stringify(shifted)}`);
  });
  console.log(JSON.stringify(counts));
  assert.ok(counts.caught > 200 && counts.caught > counts.shifted * 0.8);
});
