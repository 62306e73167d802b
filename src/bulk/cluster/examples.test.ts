import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { parseAllDocuments } from 'yaml';
import { addBulk } from '../../cli/commands/bulk.js';
import { addWorker } from '../../cli/commands/worker.js';
import { suite } from '../../testing/suite.js';

const test = suite('cluster examples');
const BULK = fileURLToPath(new URL('../../../../src/bulk/', import.meta.url));
const read = (file: string): string => readFileSync(`${BULK}${file}`, 'utf8');

/** Every array of strings in a YAML value that begins with `codemod`. */
function commandsIn(value: unknown): readonly (readonly string[])[] {
  if (Array.isArray(value)) {
    if (value[0] === 'codemod') return [value.map(String)];
    return value.flatMap(commandsIn);
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(commandsIn) : [];
}

class Accepted extends Error {}

/** Parses a command line as `codemod` would, and carries nothing out. @throws where it is refused. */
function accept(words: readonly string[]): void {
  const program = new Command('codemod').exitOverride().configureOutput({ writeErr: () => {} });
  addWorker(program, () => {});
  addBulk(program, () => {});
  program.hook('preAction', () => {
    throw new Accepted();
  });
  assert.equal(words[0], program.name());
  assert.throws(() => program.parse(words.slice(1), { from: 'user' }), Accepted, words.join(' '));
}

test('the examples parse, and every command line in them is accepted', () => {
  let commands = 0;
  for (const file of ['cluster/compose.yaml', 'cluster/kubernetes-job.yaml']) {
    for (const document of parseAllDocuments(read(file))) {
      assert.deepEqual(document.errors, [], file);
      for (const words of commandsIn(document.toJS())) {
        accept(words);
        commands++;
      }
    }
  }
  const lines = [...read('README.md').matchAll(/`(codemod [^`]*)`/g)].map(([, line = '']) => line);
  for (const line of lines) accept(line.split(/\s+/));
  assert.equal(commands, 2);
  assert.equal(lines.length, 5);
  assert.equal(lines.length, read('README.md').match(/codemod (?:worker|bulk) /g)?.length, 'none stands outside of backquotes');
});

test('a command line that is not ours is refused', () => {
  assert.throws(() => accept(['codemod', 'worker', '--no-such-option']));
  assert.throws(() => accept(['codemod', 'worker', '--jobs', 'many']));
  assert.throws(() => accept(['codemod', 'bulk', 'approve', '--engine', 'bullmq']));
  assert.throws(() => accept(['codemod', 'bulk', 'no-such-verb']));
});
