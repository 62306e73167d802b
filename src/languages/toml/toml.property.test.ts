import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'smol-toml';
import { applyEdits, type Edit } from '../../core/edit.js';
import { suite } from '../../testing/suite.js';
import { tomlCase } from '../../testing/toml.js';
import { startsWith } from './find.js';
import type { TomlFile, TomlPath } from './toml-file.js';

const key = fc.constantFrom('alpha', 'b-c', '"d e"', "'f.g'", 'h.i', 'h.j', 'k');
const scalar = fc.constantFrom(
  '1',
  '9223372036854775807',
  '1.5',
  '"a # b"',
  "'[x]'",
  'true',
  '1979-05-27T07:32:00.25-08:00',
  '"""\nl\n  m"""',
);
const comment = fc.constantFrom('', '', ' # c', '# "d" = [');
const array = fc
  .tuple(fc.array(scalar, { maxLength: 3 }), fc.constantFrom('line', 'lines', 'comma'), comment)
  .map(([items, style, note]) => {
    if (style === 'line') return `[${items.join(', ')}]`;
    return `[${note}\n${items.map((item, at) => `    ${item}${style === 'comma' || at < items.length - 1 ? ',' : ''}${note}\n`).join('')}]`;
  });
const inline = fc
  .tuple(
    key,
    scalar.filter((text) => !text.includes('\n')),
  )
  .map(([name, value]) => `{ ${name} = ${value} }`);
const pair = fc.tuple(
  fc.constantFrom('', '', '  '),
  key,
  fc.constantFrom('=', ' = ', '   = '),
  fc.oneof(scalar, array, inline),
  comment,
);
const pairs = fc
  .uniqueArray(pair, { maxLength: 4, selector: ([, name]) => name })
  .map((list) => list.map((parts) => `${parts.join('')}\n`).join(''));
const header = fc.constantFrom('[t]', '[t.u]', '[ "v w" ]', '[[x]]', '[[x]]', '[x.y]', '[z.z]');
const text = fc
  .tuple(
    pairs,
    fc.array(fc.tuple(fc.constantFrom('', '\n', '\n# above\n'), header, comment, pairs), { maxLength: 4 }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  )
  .map(([top, tables, newline, isOpen]) => {
    const whole = top + tables.map(([gap, name, note, body]) => `${gap}${name}${note}\n${body}`).join('');
    return (isOpen ? whole.trimEnd() : whole).replaceAll('\n', newline);
  });

/** What is done, and what it makes of plain data, told without the code under test. */
interface Act {
  readonly name: string;
  readonly edits: readonly Edit[] | null;
  expect(data: Data): void;
  /** Comments that may go. */
  readonly loses: boolean;
}

type Data = Record<string | number, unknown>;

function read(source: string): Data {
  return parse(source, { integersAsBigInt: true });
}

function at(data: Data, path: TomlPath): Data {
  return path.reduce<Data>((inner, part) => inner[part] as Data, data);
}

function put(owner: Data, key: string | number, value: unknown): void {
  owner[key] = value;
}

function acts({ file, services }: ReturnType<typeof tomlCase>, choice: number): readonly Act[] {
  const pick = <T>(items: readonly T[]): T | undefined => items[choice % Math.max(1, items.length)];
  const found = pick(
    [file.root, ...file.tables].flatMap((table) => table.pairs.map((one) => ({ path: [...table.path, ...one.keys], one }))),
  );
  const table = pick([file.root, ...file.tables]);
  const path = found?.path ?? [];
  const [owner, last] = [path.slice(0, -1), path.at(-1) ?? ''];
  return [
    {
      name: 'addTable',
      edits: services.addTable(['new', 'x'], 'a = 1'),
      loses: false,
      expect: (data) => put(data, 'new', { x: { a: 1n } }),
    },
    ...(table === undefined
      ? []
      : [
          {
            name: 'addKey',
            edits: services.addKey(table.path, 'new', '2'),
            loses: false,
            expect: (data: Data) => put(at(data, table.path), 'new', 2n),
          },
        ]),
    ...(found === undefined
      ? []
      : [
          {
            name: 'setValue',
            edits: services.setValue(path, '3'),
            loses: true,
            expect: (data: Data) => put(at(data, owner), last, 3n),
          },
          {
            name: 'removeKey',
            edits: services.removeKey(path),
            loses: true,
            expect: (data: Data) => removeFrom(data, file, path),
          },
          ...(found.one.value.kind === 'array'
            ? [
                {
                  name: 'append',
                  edits: services.appendToArray(path, '4'),
                  loses: false,
                  expect: (data: Data) => void (at(data, path) as unknown as unknown[]).push(4n),
                },
              ]
            : []),
        ]),
  ];
}

/** The table that only a dotted key had made goes with its last key. */
function removeFrom(data: Data, { root, tables }: TomlFile, path: TomlPath): void {
  delete at(data, path.slice(0, -1))[path.at(-1) ?? ''];
  const table = [root, ...tables].find((one) =>
    one.pairs.some(({ keys }) => [...one.path, ...keys].join('\0') === path.join('\0')),
  );
  const keptUntil = table?.path.length ?? 0;
  for (let end = path.length - 1; end > keptUntil; end--) {
    const inner = path.slice(0, end);
    const isKept = tables.some((one) => one.path.length >= end && startsWith(one.path, inner));
    if (!isKept && Object.keys(at(data, inner)).length === 0) delete at(data, inner.slice(0, -1))[inner.at(-1) ?? ''];
  }
}

function plain(data: unknown): string {
  return JSON.stringify(data, (_, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function faultOf(source: string, comments: readonly string[], { edits, expect, loses }: Act): string | null {
  if (edits === null) return null;
  const after = applyEdits(source, edits);
  const wanted = read(source);
  expect(wanted);
  if (plain(wanted) !== plain(read(after))) return 'the data are not as meant';
  const left = tomlCase(after).file.comments.map((one) => one.text);
  if (!loses && left.join('\n') !== comments.join('\n')) return 'a comment differs';
  if (new Set(after.match(/\r\n|\n/g)).size > 1) return 'the newlines are mixed';
  return null;
}

const test = suite('edits of generated TOML');
const tally = new Map<string, { done: number; none: number }>();

function isToml(source: string): boolean {
  try {
    return tomlCase(source).file.tables.length >= 0;
  } catch {
    return false;
  }
}

test('change what they say and nothing else', () => {
  const property = fc.property(text, fc.nat(), (source, choice) => {
    fc.pre(isToml(source));
    const one = tomlCase(source);
    for (const act of acts(one, choice)) {
      const count = tally.get(act.name) ?? { done: 0, none: 0 };
      tally.set(act.name, { done: count.done + (act.edits === null ? 0 : 1), none: count.none + (act.edits === null ? 1 : 0) });
      const comments = one.file.comments.map((note) => note.text);
      assert.equal(faultOf(source, comments, act), null, `${act.name} ${JSON.stringify(act.edits)}`);
    }
  });
  fc.assert(property, { numRuns: Number(process.env['TOML_CASES'] ?? 400), maxSkipsPerRun: 1_000 });
});

test('are seldom refused', () => {
  assert.equal(tally.size, 5);
  for (const [name, { done, none }] of tally) assert.ok(done > 5 * none, `${name}: ${done} done, ${none} refused`);
});

test('a fault would be seen (control)', () => {
  const source = 'a = 1 # c\n';
  const act = (newText: string): Act => ({
    name: '',
    edits: [{ start: 4, end: 5, oldText: '1', newText }],
    loses: false,
    expect: (data) => put(data, 'a', 2n),
  });
  assert.equal(faultOf(source, ['# c'], act('2')), null);
  assert.match(faultOf(source, ['# c'], act('2.0')) ?? '', /data/);
  assert.match(faultOf(source, ['# c'], act('2 # d')) ?? '', /comment/);
  assert.match(faultOf(source, ['# c'], act('2\r\n')) ?? '', /mixed/);
});
