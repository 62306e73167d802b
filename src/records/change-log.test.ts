import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unifiedDiff } from '../core/diff.js';
import { nodeFileSystem } from '../files/file-system.js';
import { type Folder, withRoot } from '../files/folder.js';
import { inScratch } from '../testing/scratch-folder.js';
import { suite } from '../testing/suite.js';
import { appendChangeLog, type LogEntry, missingLogEntries } from './change-log.js';
import { changeLogEntry, type Deed, reasonOfFix } from './change-log-entry.js';

const test = suite('change log');
const fs = nodeFileSystem;

const DEED: Deed = {
  action: 'modify',
  path: 'lib/a.py',
  to: null,
  codemod: 'sample',
  version: '1.0.0',
  reasons: ['line 1: x becomes y\\.'],
  before: 'a'.repeat(64),
  after: 'b'.repeat(64),
  diff: unifiedDiff('lib/a.py', '```\nx = 1\n````\n', '```\ny = 1\n````\n'),
};

function entry(number: number, deed: Deed = DEED): LogEntry {
  const place = { run: '20250131T000000Z-00000000', time: '2025-01-31T12:34:56.789Z', number, total: 9 };
  return { key: `${place.run}/${number}`, text: changeLogEntry(deed, place) };
}

async function inLog<T>(use: (folder: Folder, file: string) => Promise<T>): Promise<T> {
  return await inScratch({}, (root) => withRoot(fs, root, (folder) => use(folder, path.join(root, 'change_log.md'))));
}

interface Block {
  readonly kind: 'text' | 'fence';
  readonly lines: string[];
}

/** Markdown as a renderer splits it: text, and fenced blocks (CommonMark 0.31, 4.5). */
function blocks(markdown: string): readonly Block[] {
  const found: Block[] = [{ kind: 'text', lines: [] }];
  let fence: string | null = null;
  for (const line of markdown.split(/\r\n|\n|\r/)) {
    const [, run, info] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    const closes = fence !== null && run?.[0] === fence[0] && (run?.length ?? 0) >= fence.length && info?.trim() === '';
    if (fence === null && run !== undefined && !(run.startsWith('`') && info?.includes('`'))) {
      fence = run;
      found.push({ kind: 'fence', lines: [] });
    } else if (closes) {
      fence = null;
      found.push({ kind: 'text', lines: [] });
    } else found.at(-1)?.lines.push(line);
  }
  return found;
}

function headings(markdown: string): number {
  return blocks(markdown).flatMap(({ kind, lines }) => (kind === 'text' ? lines.filter((line) => line.startsWith('## ')) : []))
    .length;
}

function ends(markdown: string): number {
  const text = blocks(markdown).flatMap(({ kind, lines }) => (kind === 'text' ? lines : []));
  return text.filter((line) => /^<!-- end \S+ -->$/.test(line)).length;
}

test('an entry tells who did what, when and why, and shows the diff', async () => {
  await inLog(async (folder, file) => {
    await appendChangeLog(fs, folder, [entry(1)]);
    await appendChangeLog(fs, folder, [entry(2)]);
    const log = readFileSync(file, 'utf8');
    assert.equal(log.match(/^# Change log$/gm)?.length, 1);
    assert.deepEqual([headings(log), ends(log)], [2, 2]);
    assert.ok(log.includes('## 2025-01-31 12:34:56 UTC: modify `lib/a.py`\n'));
    for (const part of [
      '`20250131T000000Z-00000000`, entry 1 of 9',
      '`sample@1.0.0`',
      'a'.repeat(64),
      'b'.repeat(64),
      'x becomes y\\.',
    ]) {
      assert.ok(log.includes(part), part);
    }
    const [diff] = blocks(log).filter(({ kind }) => kind === 'fence');
    assert.equal(`${diff?.lines.join('\n')}\n`, DEED.diff);
  });
});

test('the diff of a CRLF file still applies', async () => {
  await inLog(async (folder, file) => {
    const diff = unifiedDiff('a.py', 'x\r\ny\r\n', 'x\r\nz\r\n');
    await appendChangeLog(fs, folder, [entry(1, { ...DEED, diff })]);
    const log = readFileSync(file, 'utf8');
    writeFileSync(path.join(path.dirname(file), 'a.py'), 'x\r\ny\r\n');
    const shown = log.slice(log.indexOf('--- a/'), log.indexOf('\n```\n', log.indexOf('--- a/')) + 1);
    const result = spawnSync('git', ['apply', '-'], { cwd: path.dirname(file), input: shown, encoding: 'utf8' });
    assert.equal(result.status, 0, result.stderr);
    assert.equal(readFileSync(path.join(path.dirname(file), 'a.py'), 'utf8'), 'x\r\nz\r\n');
  });
});

test('nothing in a name, a reason or a diff leaves its place', async () => {
  const payloads = [
    '`',
    '```',
    '~~~~',
    '<img src=x onerror=alert(1)>',
    '<!-- ',
    '-->',
    '[a](http://b)',
    '@someone',
    '\n## Forged\n',
    '\r```\r',
    '\u202e\u0000\u001b[31m',
    '<!-- end 20250131T000000Z-00000000/9 -->',
    '</script>',
    '\u2028```\n',
    '&#x60;',
  ];
  for (const payload of payloads) {
    await inLog(async (folder, file) => {
      const fix = { reason: payload, applicability: 'unsafe', caveat: payload, line: 1 } as const;
      const hostile = {
        ...DEED,
        path: `a${payload}b`,
        to: payload,
        codemod: payload,
        reasons: [reasonOfFix(fix)],
        diff: unifiedDiff(payload, `${payload}\n\`\`\`\`\`\nx\n`, `${payload}\n\`\`\`\`\`\n${payload}\n`),
      };
      await appendChangeLog(fs, folder, [entry(1, hostile), entry(2)]);
      const log = readFileSync(file, 'utf8');
      assert.deepEqual([headings(log), ends(log), blocks(log).length], [2, 2, 5], JSON.stringify(payload));
      const text = blocks(log).flatMap(({ kind, lines }) => (kind === 'text' ? lines : []));
      const outside = text.join('\n').replace(/(`+)[^`](?:.*?[^`])?\1(?!`)/g, 'code');
      assert.ok(!/(?<!\\)<(?!!-- (end|entries))|(?<!\\)\]\(|(?<!\\)@/.test(outside), `${JSON.stringify(payload)}: ${outside}`);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      assert.ok(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202e\u2028]/.test(log), JSON.stringify(payload));
    });
  }
});

test('a last entry cut at any byte is sealed, and the next ones stay readable', async () => {
  const tricky = { ...DEED, path: 'é中😀.py', diff: unifiedDiff('a.md', '```\n````\nx\n', '```\n````\n~~~\ny\n') };
  await inLog(async (folder, file) => {
    await appendChangeLog(fs, folder, [entry(1)]);
    const start = readFileSync(file).length;
    await appendChangeLog(fs, folder, [entry(2, tricky)]);
    const bytes = readFileSync(file);
    let sealed = 0;
    for (let length = 0; length <= bytes.length; length++) {
      writeFileSync(file, bytes);
      truncateSync(file, length);
      await appendChangeLog(fs, folder, [entry(3)]);
      await appendChangeLog(fs, folder, [entry(4)]);
      const after = readFileSync(file);
      assert.equal(after.subarray(0, length).compare(bytes.subarray(0, length)), 0, 'nothing is rewritten');
      const log = after.toString('utf8');
      assert.deepEqual(missingLogEntries(fs, folder, [entry(3), entry(4)]), []);
      const kept = length >= start ? 1 : 0;
      assert.ok(ends(log) >= 2 + kept, `cut at ${length}: ${log.slice(-2500)}`);
      assert.ok(blocks(log).at(-1)?.kind === 'text', `cut at ${length}`);
      assert.ok((log.match(/<!-- sealed -->/g)?.length ?? 0) <= 1, `cut at ${length}: sealed once`);
      if (log.includes('<!-- sealed -->')) sealed++;
    }
    console.log(`${bytes.length + 1} cuts, ${sealed} of them sealed with a note`);
    assert.ok(sealed > 500);
  });
});

test('without the seal the next entry would be swallowed (control)', () => {
  const torn = entry(1).text.slice(0, entry(1).text.indexOf('+y = 1'));
  assert.equal(headings(torn + entry(2).text), 1);
});

test('what a person added stays as it is', async () => {
  for (const note of ['A note of mine.', 'A note of mine.\n', '\n```\ncode\n```\n', '\n']) {
    await inLog(async (folder, file) => {
      await appendChangeLog(fs, folder, [entry(1)]);
      const before = readFileSync(file, 'utf8') + note;
      writeFileSync(file, before);
      await appendChangeLog(fs, folder, [entry(2)]);
      const log = readFileSync(file, 'utf8');
      assert.ok(log.startsWith(before) && log.endsWith(entry(2).text));
      assert.equal(ends(log), 2);
    });
  }
});

test('what is missing is what has no end yet', async () => {
  await inLog(async (folder, file) => {
    assert.deepEqual(missingLogEntries(fs, folder, [entry(1)]), [entry(1)]);
    await appendChangeLog(fs, folder, [entry(1), entry(2)]);
    truncateSync(file, readFileSync(file).length - 5);
    assert.deepEqual(missingLogEntries(fs, folder, [entry(1), entry(2), entry(3)]), [entry(2), entry(3)]);
  });
});
