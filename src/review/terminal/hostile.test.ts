import assert from 'node:assert/strict';
import type { ReviewFile } from '../../core/review/review-hunk.js';
import { sampleFiles, sampleSession } from '../../testing/sample-session.js';
import { scriptedTerminal } from '../../testing/scripted-terminal.js';
import { suite } from '../../testing/suite.js';
import { reviewInTerminal } from './review-in-terminal.js';

const test = suite('hostile names and contents');

/** What a terminal obeys: of the C0 and C1 controls all but newline; bidi controls; what is not seen. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;
/** What we write ourselves: colours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const COLOR = /\u001b\[(?:[0-9]{1,2})m/g;

const SEEDS = [
  '\u001b[2J',
  '\u001b]0;title\u0007',
  '\u001b]52;c;cm0gLXJmIC8=\u0007',
  '\u001bP+q544e\u001b\\',
  '\u009b31m',
  '\u009d0;x\u009c',
  '\u0090x\u009c',
  '\u001b[6n',
  '\u001bc',
  '\u001b[?1049h',
  '\u001b[8m',
  '\b\b\b',
  '\r',
  '\u000b\u000c',
  '\u0000',
  '\u007f',
  '\u0085',
  '\u202e',
  '\u2066\u2069',
  '\u200b',
  '\ufeff',
  '\u200d',
  '\u{e0041}',
  '\ud800',
  '\u001b[31m',
  '\u001b[0m',
  '\u001b[1;31mred\u001b[0m',
  '\u2028',
  '\u00ad',
  '\u001b]8;;http://x\u001b\\y',
];

/** 500 of them: each seed in places where code puts it. */
const PAYLOADS = SEEDS.flatMap((seed) => [
  seed,
  `a${seed}`,
  `${seed}b`,
  `"${seed}"`,
  `# ${seed}`,
  `\t${seed}`,
  `if ${seed}:`,
  `1${seed}2`,
  `名${seed}前`,
  `${seed}${seed}`,
  `x = '${seed}'`,
  `/* ${seed} */`,
  `\`${seed}\``,
  `[${seed}m`,
  `\u001b[${seed}`,
  `${seed}m`,
  ` ${seed} `,
]).slice(0, 500);

async function everythingShown(files: readonly ReviewFile[], payload: string, colors: boolean): Promise<string> {
  const session = sampleSession(files);
  const keys = [
    'g',
    '<enter>',
    '<escape>',
    '/',
    ...payload,
    '<escape>',
    'N',
    'y',
    ...payload,
    '<enter>',
    'n',
    `<paste>${payload}`,
    '<enter>',
    'r',
    '<enter>',
    'K',
    'e',
    'q',
    'n',
    '<enter>',
  ];
  const terminal = scriptedTerminal({ keys, colors, columns: 60, edit: () => ({ fault: `failed: ${payload}` }) });
  await reviewInTerminal(session, terminal);
  return terminal.written();
}

function hostileFiles(payload: string): readonly ReviewFile[] {
  const text = `${payload}\nkeep ${payload}\n`;
  const hunk = {
    before: text,
    after: `${payload}\nkept ${payload}${payload}\n`,
    reason: payload,
    caveat: payload,
    applicability: 'unsafe',
    codemod: payload,
  } as const;
  const files = sampleFiles([
    { ...hunk, path: `src/${payload}.py` },
    { ...hunk, path: `lib/${payload}.js` },
  ]);
  return [...files, { path: payload, to: payload, kind: 'rename', stale: payload, hunks: [] }];
}

test('nothing that a terminal obeys gets out of 500 names, contents, reasons and answers', async () => {
  assert.equal(PAYLOADS.length, 500);
  for (const [index, payload] of PAYLOADS.entries()) {
    const written = await everythingShown(hostileFiles(payload), payload, index % 2 === 0);
    const rest = index % 2 === 0 ? written.replace(COLOR, '') : written;
    assert.doesNotMatch(rest, OBEYED, JSON.stringify(payload));
    assert.ok(rest.isWellFormed(), JSON.stringify(payload));
  }
});

test('the colours of a file are not ours: they are shown, not passed on', async () => {
  const payload = '\u001b[31m';
  const written = await everythingShown(hostileFiles(payload), payload, false);
  assert.doesNotMatch(written, OBEYED);
  assert.ok(written.includes('\\x1b[31m'));
});

test('the check is one that can fail', () => {
  for (const escaping of ['\u001b[2J', '\u001b]0;title\u0007', '\u009b31m', '\r', '\b', '\u202e', '\u200b', '\u0085', '\t']) {
    assert.match(escaping.replace(COLOR, ''), OBEYED, JSON.stringify(escaping));
  }
});
