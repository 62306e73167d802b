import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { nodeFileSystem } from '../../files/file-system.js';
import { withRoot } from '../../files/folder.js';
import { suite } from '../../testing/suite.js';
import { tempFolder } from '../../testing/temp-folder.js';
import type { JournalEntry } from '../model/events.js';
import { JOURNAL, JournalWriter, readJournal } from './journal.js';

const test = suite('campaign journal');

function selected(repo: string): JournalEntry {
  const target = {
    repo,
    url: `https://${repo}.git`,
    host: 'h',
    base: null,
    wave: 1,
    groups: [],
    params: {},
    include: [],
    exclude: [],
  };
  return { at: '2026-01-01T00:00:00.000Z', event: 'selected', repo, target };
}

const keysIn = (root: string): Promise<readonly string[]> =>
  withRoot(nodeFileSystem, root, async (folder) => [...readJournal(nodeFileSystem, folder).repositories.keys()]);

test('what was appended is read, in the order in which it was given', async () => {
  const root = tempFolder();
  const names = Array.from({ length: 200 }, (_, index) => `r${index}`);
  await withRoot(nodeFileSystem, root, async (folder) => {
    const writer = new JournalWriter(nodeFileSystem, folder);
    await Promise.all(names.map((name) => writer.append([selected(name)])));
  });
  assert.deepEqual(await keysIn(root), names);
});

test('a call settles only when its line is on the disk', async () => {
  const root = tempFolder();
  await withRoot(nodeFileSystem, root, async (folder) => {
    const writer = new JournalWriter(nodeFileSystem, folder);
    const first = writer.append([selected('a')]);
    const second = writer.append([selected('b')]);
    await first;
    assert.match(readFileSync(path.join(root, JOURNAL), 'utf8'), /"repo":"a"/);
    await second;
    assert.match(readFileSync(path.join(root, JOURNAL), 'utf8'), /"repo":"b"/);
  });
});

test('a line that was cut is sealed, and what comes after it counts: at every byte', async () => {
  const root = tempFolder();
  const file = path.join(root, JOURNAL);
  await withRoot(nodeFileSystem, root, async (folder) => {
    await new JournalWriter(nodeFileSystem, folder).append([selected('a')]);
    const whole = readFileSync(file).length;
    for (let cut = 0; cut < whole; cut += 7) {
      truncateSync(file, whole);
      appendFileSync(file, readFileSync(file).subarray(0, cut));
      await new JournalWriter(nodeFileSystem, folder).append([selected('c')]);
      assert.deepEqual([...readJournal(nodeFileSystem, folder).repositories.keys()], ['a', 'c'], `cut at ${cut}`);
    }
  });
});

test('a torn last line is passed over, and one that lacks nothing but its end counts before and after it is sealed', async () => {
  const root = tempFolder();
  const file = path.join(root, JOURNAL);
  const line = (name: string): string => JSON.stringify(selected(name));
  writeFileSync(file, `${line('a')}\n${line('b').slice(0, 40)}`);
  assert.deepEqual(await keysIn(root), ['a']);
  // The tab: a writer that was itself killed while it sealed the line.
  for (const end of ['', '\t', '\ttor']) {
    writeFileSync(file, `${line('a')}\n${line('b')}${end}`);
    assert.deepEqual(await keysIn(root), ['a', 'b']);
    await withRoot(nodeFileSystem, root, (folder) => new JournalWriter(nodeFileSystem, folder).append([selected('c')]));
    assert.deepEqual(await keysIn(root), ['a', 'b', 'c']);
  }
});

test('any other line that is no entry stops the reading, with its place and what to do', async () => {
  const root = tempFolder();
  const line = (name: string): string => JSON.stringify(selected(name));
  const read = async (second: string): Promise<readonly string[]> => {
    writeFileSync(path.join(root, JOURNAL), `${line('a')}\n${second}\n${line('c')}\n`);
    return await keysIn(root);
  };
  const whole = line('b');
  const damages = {
    'a byte that flipped': whole.replace('"event"', '"evenu"'),
    'a part that is gone': whole.slice(0, 60),
    'two lines that became one': whole + whole,
    'an event that nobody knows': whole.replace('"selected"', '"selectee"'),
    'a member of another type': whole.replace('"wave":1', '"wave":0'),
    'a block of zeros': '\0'.repeat(whole.length),
    nothing: '',
    'JSON that is none of ours': '{}',
  };
  for (const [what, text] of Object.entries(damages))
    await assert.rejects(
      read(text),
      { code: 'campaign-invalid', message: /journal\.jsonl:2: .*Take the file back from a copy\..*remove line 2 .*bulk sync/ },
      what,
    );
  assert.deepEqual(await read(whole), ['a', 'b', 'c'], 'the control');
  assert.deepEqual(await read(`${whole.slice(0, 60)}\ttorn`), ['a', 'c'], 'the control: that a kill has torn is told apart');
});

test('what no reader would take is not written', async () => {
  const root = tempFolder();
  await withRoot(nodeFileSystem, root, async (folder) => {
    const writer = new JournalWriter(nodeFileSystem, folder);
    assert.throws(() => writer.append([{ at: 'now', event: 'stopped', wave: -1, reason: 'x' }]), { code: 'internal' });
    await writer.append([selected('a')]);
  });
  assert.deepEqual(await keysIn(root), ['a']);
});

test('a failing disk fails the call, and every call after it', async () => {
  const root = tempFolder();
  const full = { ...nodeFileSystem, append: () => assert.fail('ENOSPC') };
  await withRoot(nodeFileSystem, root, async (folder) => {
    const writer = new JournalWriter(full, folder);
    await assert.rejects(writer.append([selected('a')]));
    await assert.rejects(writer.append([selected('b')]));
  });
  assert.deepEqual(await keysIn(root), []);
});
