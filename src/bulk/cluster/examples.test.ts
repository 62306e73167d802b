import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { parseAllDocuments } from 'yaml';
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

/** Parses a command line as `codemod` would, and carries nothing out. @throws where it is refused. */
function accept(words: readonly string[]): void {
  const program = new Command('codemod').exitOverride().configureOutput({ writeErr: () => {} });
  const worker = addWorker(program, () => {})
    .exitOverride()
    .action(() => {});
  assert.equal(words[1], worker.name());
  program.parse(words.slice(1), { from: 'user' });
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
  for (const [, line = ''] of read('README.md').matchAll(/`(codemod worker [^`]*)`/g)) {
    accept(line.split(' '));
    commands++;
  }
  assert.equal(commands, 3);
});

test('a command line that is not ours is refused', () => {
  assert.throws(() => accept(['codemod', 'worker', '--no-such-option']));
  assert.throws(() => accept(['codemod', 'worker', '--jobs', 'many']));
});
