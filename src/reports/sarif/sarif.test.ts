import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log, Region, Replacement, Result } from 'sarif';
import { sha256 } from '../../core/hash.js';
import type { Left } from '../../core/left.js';
import { decodeSource, encodeSource, isSkip } from '../../core/source-file.js';
import { readCases } from '../../testing/fixture-case.js';
import { runOn } from '../../testing/run-on.js';
import { samplePlan } from '../../testing/sample-plan.js';
import { factsFor, fullPlan, HOSTILE, hostilePlan, sampleLeft } from '../../testing/sample-report.js';
import { suite } from '../../testing/suite.js';
import { ianaName, uriOf } from './artifacts.js';
import { renderSarif } from './sarif.js';

const test = suite('SARIF');
const require = createRequire(import.meta.url);
const FIXTURES = fileURLToPath(new URL('../../../../fixtures', import.meta.url));

const ajv = new AjvDraft04.default({ strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(
  JSON.parse(readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')),
);

function parsed(text: string): { log: Log; results: readonly Result[] } {
  const log: Log = JSON.parse(text);
  const faults = validate(log) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
  assert.deepEqual(faults, []);
  return { log, results: log.runs[0]?.results ?? [] };
}

test('a plan with everything in it is valid, and the same bytes each time', () => {
  const facts = factsFor(fullPlan());
  const text = renderSarif(facts);
  assert.equal(renderSarif(factsFor(fullPlan())), text);
  const { log, results } = parsed(text);
  const [run] = log.runs;
  assert.deepEqual(
    run?.tool.driver.rules?.map(({ id }) => id),
    ['sample', 'other', 'SAMPLE001', 'withheld-rejected', 'withheld-unsafe'],
  );
  for (const { ruleId, ruleIndex } of results) assert.equal(run?.tool.driver.rules?.[ruleIndex ?? -1]?.id, ruleId);
  for (const { locations } of results) {
    const at = locations?.[0]?.physicalLocation?.artifactLocation;
    assert.equal(run?.artifacts?.[at?.index ?? -1]?.location?.uri, at?.uri);
    assert.equal(at?.uriBaseId, '%SRCROOT%');
  }
  assert.equal(run?.invocations?.[0]?.executionSuccessful, false);
  assert.equal(run?.invocations?.[0]?.exitCode, 4);
  assert.deepEqual(
    run?.invocations?.[0]?.toolExecutionNotifications?.map(({ descriptor, level }) => [descriptor?.id, level]),
    [
      ['too-large', 'note'],
      ['codemod-threw', 'error'],
      ['template-invalid', 'error'],
    ],
  );
  assert.deepEqual(
    results.map(({ ruleId, level }) => `${ruleId} ${level}`),
    [
      ...['sample note', 'other note', 'other warning', 'sample note', 'sample note', 'sample note', 'sample note'],
      ...['SAMPLE001 warning', 'withheld-unsafe warning', 'withheld-rejected note'],
    ],
  );
});

test('the schema is one that can refuse', () => {
  const { log } = parsed(renderSarif(factsFor(fullPlan())));
  const [run] = log.runs;
  assert.equal(validate({ ...log, runs: [{ ...run, columnKind: 'bytes' }] }), false);
  assert.equal(validate({ ...log, runs: [{ ...run, results: [{ level: 'note' }] }] }), false);
});

test('a fix of a later pass is told on the file as it is, or not at all', () => {
  const { results } = parsed(renderSarif(factsFor(fullPlan())));
  const [, meets, apart] = results;
  assert.equal(meets?.fixes, undefined);
  assert.match(meets?.message.text ?? '', /cannot be shown alone: it meets what an earlier pass changes/);
  assert.deepEqual(
    apart?.fixes?.[0]?.artifactChanges[0]?.replacements.map(({ deletedRegion }) => deletedRegion),
    [
      { startLine: 2, startColumn: 1, endLine: 2, endColumn: 1, charOffset: 6, charLength: 0 },
      { startLine: 3, startColumn: 5, endLine: 3, endColumn: 6, charOffset: 16, charLength: 1 },
    ],
  );
  assert.equal(apart?.locations?.[0]?.physicalLocation?.region?.startLine, 3);
  assert.match(apart?.message.text ?? '', /The three becomes four: somebody may count$/);
});

test('a file that is missing or another one by now is told without fixes', () => {
  for (const texts of [new Map(), new Map([['src/two words.py', Buffer.from('other')]])]) {
    const { results } = parsed(renderSarif(factsFor(fullPlan(), { texts })));
    assert.equal(
      results.some(({ fixes }) => fixes !== undefined),
      false,
    );
    const told = results.filter(({ message }) => /cannot be shown alone: the file (as it was|is not)/.test(message.text ?? ''));
    assert.equal(told.length, 4);
  }
});

test('hostile names and messages stay data', () => {
  const text = renderSarif(factsFor(hostilePlan()));
  const { log, results } = parsed(text);
  assert.equal(results.length, HOSTILE.length * 2);
  for (const { message } of results) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    assert.doesNotMatch(message.text ?? '', /[\u0000-\u0009\u000b-\u001f\u202e\u2028]/);
    assert.doesNotMatch((message.text ?? '').replaceAll('{{', '').replaceAll('}}', ''), /[{}]/);
    assert.doesNotMatch(message.text ?? '', /(?<!\\)\]\(/);
  }
  const uris = (log.runs[0]?.artifacts ?? []).map(({ location }) => location?.uri ?? '');
  for (const uri of uris) assert.match(uri, /^[A-Za-z0-9._~%/-]+$/);
  assert.doesNotMatch(text, /"root"|file:/);
});

test('names are percent-encoded, and encodings named as IANA does', () => {
  assert.equal(uriOf('a b/c#?%:é(1).py'), 'a%20b/c%23%3F%25%3A%C3%A9%281%29.py');
  assert.equal(uriOf('\ud800'), '%EF%BF%BD');
  assert.deepEqual(['utf-8', 'latin-1', 'cp1252', 'iso8859-15', 'cp949'].map(ianaName), [
    'UTF-8',
    'ISO-8859-1',
    'windows-1252',
    'ISO-8859-15',
    null,
  ]);
});

/** By line and column alone, where a line ends at CRLF, LF or CR, as `newlineSequences` says. */
function offsetOf(text: string, line: number, column: number): number {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: newline }) => index + newline.length)];
  return (starts[line - 1] ?? Number.NaN) + column - 1;
}

function byColumns(text: string, { startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 }: Region): [number, number] {
  return [offsetOf(text, startLine, startColumn), offsetOf(text, endLine, endColumn)];
}

function byOffsets(_: string, { charOffset = Number.NaN, charLength = Number.NaN }: Region): [number, number] {
  return [charOffset, charOffset + charLength];
}

/** As a reader of the report would: each replacement once, those that fixes have in common too, from the end to the start. */
function carryOut(text: string, replacements: readonly Replacement[], read: typeof byColumns): string {
  const once = new Map(replacements.map((one) => [JSON.stringify(one), one]));
  const placed = [...once.values()].map(({ deletedRegion, insertedContent }) => {
    return { range: read(text, deletedRegion), inserted: insertedContent?.text ?? '' };
  });
  placed.sort((a, b) => b.range[0] - a.range[0]);
  return placed.reduce((all, { range: [start, end], inserted }) => all.slice(0, start) + inserted + all.slice(end), text);
}

function withoutFirst(replacements: readonly Replacement[]): readonly Replacement[] {
  return replacements.filter((one) => JSON.stringify(one) !== JSON.stringify(replacements[0]));
}

const VARIANTS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  CRLF: (text) => text.replace(/\r\n|\r|\n/g, '\r\n'),
  'a byte order mark': (text) => (text.startsWith('\ufeff') ? text : `\ufeff${text}`),
  'astral characters': (text) => text.replace(/^(.*)$/m, '$1 # \u{1f600}\u{1f600}').replaceAll('app', '\u{20000}pp'),
};

for (const [codemod, unsafe] of [
  ['utc-datetime', true],
  ['cli-sys-import', false],
  ['session-exit-logging', true],
  ['js-buffer-from', true],
  ['ts-import-type', true],
] as const) {
  test(`${codemod}: the fixes of the report make the planned bytes of its fixtures`, async () => {
    let compared = 0;
    for (const { name, input, description } of readCases(FIXTURES, codemod)) {
      for (const [variant, vary] of Object.entries(VARIANTS)) {
        const files = Object.fromEntries(
          Object.entries(input).map(([path, bytes]) => [
            path,
            variant === 'as it is' ? bytes : Buffer.from(vary(bytes.toString())),
          ]),
        );
        const { plan, files: after } = await runOn(codemod, files, { params: description.params, unsafe });
        const { results } = parsed(renderSarif(factsFor(plan, { texts: new Map(Object.entries(files)) })));
        for (const change of plan.changes) {
          if (change.kind !== 'modify') continue;
          const own = results.filter(
            ({ locations, partialFingerprints }) =>
              partialFingerprints !== undefined && locations?.[0]?.physicalLocation?.artifactLocation?.uri === uriOf(change.path),
          );
          assert.ok(own.length > 0, `${name}, ${variant}: no result for ${change.path}`);
          if (own.some(({ fixes }) => fixes === undefined)) continue;
          const replacements = own.flatMap(({ fixes }) => fixes?.[0]?.artifactChanges[0]?.replacements ?? []);
          const source = decodeSource(change.path, Buffer.from(files[change.path] ?? ''), change.encoding);
          assert.ok(!isSkip(source));
          for (const read of [byColumns, byOffsets]) {
            const made = encodeSource(source, carryOut(source.text, replacements, read));
            assert.deepEqual(made, after.get(change.path), `${name}, ${variant}: ${change.path}`);
          }
          assert.notDeepEqual(
            encodeSource(source, carryOut(source.text, withoutFirst(replacements), byOffsets)),
            after.get(change.path),
            'control',
          );
          compared++;
        }
      }
    }
    assert.ok(compared >= 15, `only ${compared} files were compared`);
  });
}

test('a finding stands at its range where the run leaves its file alone, else at its line', () => {
  const bytes = Buffer.from('\ufeffx = 1\r\ny = "\u{1f600}" + q\r\n');
  const range = { start: 18, end: 19, line: 2, column: 12 };
  const left = sampleLeft('finding', 'q.py', 'SAMPLE001', { line: 2, range, sha256: sha256(bytes) });
  const region = (one: Left, texts: ReadonlyMap<string, Uint8Array>): Region | undefined =>
    parsed(renderSarif(factsFor({ ...samplePlan([]), left: [one] }, { texts }))).results[0]?.locations?.[0]?.physicalLocation
      ?.region;
  const texts = new Map([['q.py', bytes]]);
  assert.deepEqual(region(left, texts), {
    ...{ startLine: 2, startColumn: 12, endLine: 2, endColumn: 13, charOffset: 18, charLength: 1 },
  });
  assert.deepEqual(region({ ...left, sha256: 'another' }, texts), { startLine: 2 });
  assert.deepEqual(region(left, new Map()), { startLine: 2 });
  assert.deepEqual(region({ ...left, range: { ...range, column: 3 } }, texts), { startLine: 2 });
});
