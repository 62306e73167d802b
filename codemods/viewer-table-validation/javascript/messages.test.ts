import assert from 'node:assert/strict';
import { runOn } from '../../../src/testing/run-on.js';
import { suite } from '../../../src/testing/suite.js';

const test = suite('what viewer-table-validation calls the values of yargs');

/** The value that is told of, of a program whose command is declared so. */
async function called(command: string, name: string, more = ''): Promise<string | undefined> {
  const text = `import Database from 'better-sqlite3';
import yargs from 'yargs';
const db = new Database('x.db');
yargs(process.argv.slice(2)).command(${command}${more}).parse();
function run(argv: Record<string, string>) {
  db.exec(\`DROP TABLE \${argv.${name}}\`);
}
`;
  const { plan, findings } = await runOn('viewer-table-validation', { 'a.ts': text }, { unsafe: true });
  const reasons = plan.changes.flatMap((change) => (change.kind === 'modify' ? change.steps : [])).flatMap(({ fixes }) => fixes);
  const told = [...reasons.map(({ reason }) => reason), ...findings.map(({ message }) => message)].join();
  return /--[\w-]+|<[\w-]+>/.exec(told)?.[0];
}

test('a positional as its command writes it, an option with its hyphens', async () => {
  const handled = ", 'drops', {}, run";
  assert.equal(await called("'drop <name>'", 'name', handled), '<name>');
  assert.equal(await called("'drop [name]'", 'name', handled), '<name>');
  assert.equal(await called("['drop <to-name> [more..]', 'd']", 'toName', handled), '<to-name>');
  assert.equal(await called("'drop <table|name>'", 'name', handled), '<name>');
  assert.equal(await called("{ command: 'drop <name>', handler: run }", 'name'), '<name>');
  assert.equal(await called("'drop <other>'", 'name', handled), '--name');
});
