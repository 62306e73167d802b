import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite } from '../testing/suite.js';
import { tempFolder, writeFiles } from '../testing/temp-folder.js';

const test = suite('secrets and standard streams');

const TOKEN = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
const url = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);

/** Runs lines of a program that prints, after `keepSecretsFromOutput` or without it; to a pipe, or to files. */
function printed(
  lines: string,
  { kept = true, toFiles = false } = {},
): { readonly text: string; readonly status: number | null } {
  const folder = tempFolder();
  const program = `
    import { standardOutput, standardError } from ${url('./standard-streams.js')};
    import { openTerminal } from ${url('./terminal.js')};
    import { reportError } from ${url('./report-error.js')};
    import { keepSecretsFromOutput } from ${url('./keep-secrets.js')};
    import { CodemodError } from ${url('../core/errors.js')};
    const TOKEN = process.env.GITHUB_TOKEN;
    ${kept ? 'keepSecretsFromOutput([]);' : ''}
    ${lines}
  `;
  writeFiles(folder, { 'program.mjs': program });
  const command = `"${process.execPath}" program.mjs${toFiles ? ' > out 2> err; status=$?; cat out err; exit $status' : ' 2>&1'}`;
  const env = { ...process.env, GITHUB_TOKEN: TOKEN, NO_COLOR: '1' };
  const { stdout, stderr, status } = spawnSync('bash', ['-c', command], { cwd: folder, env, encoding: 'utf8', timeout: 60_000 });
  return { text: stdout + stderr, status };
}

const SINKS: Readonly<Record<string, string>> = {
  'standard output': 'standardOutput.write(`a ${TOKEN} b\\n`); await standardOutput.settled();',
  'standard error, at its end': 'standardError.write(`a ${TOKEN}`);',
  'a terminal': "openTerminal('auto').out(`a ${TOKEN} b\\n`); openTerminal('auto').err(`${TOKEN}\\n`);",
  'an error':
    "reportError(new CodemodError('git-failed', `push to https://x:${TOKEN}@github.com/a/b failed`), { argv: ['', '', '--json'], commands: [] });",
  'a bug with its stack': "reportError(new Error(`header: ${btoa('x-access-token:' + TOKEN)}`), { argv: [], commands: [] });",
  'what nobody catches': 'setTimeout(() => { throw new Error(`in the air: ${TOKEN}`); }, 1);',
  'a promise that nobody awaits': 'Promise.reject(new Error(`in the air: ${TOKEN}`)); setTimeout(() => {}, 500);',
  pieces:
    'for (const piece of TOKEN.match(/.{1,7}/g)) standardOutput.write(piece); standardOutput.write("\\n"); await standardOutput.settled();',
  bytes: 'standardOutput.write(Buffer.concat([Buffer.from([0xff]), Buffer.from(TOKEN)])); await standardOutput.settled();',
  'an exit': 'standardOutput.write(`a ${TOKEN}`); standardError.write(`b ${TOKEN}`); process.exit(0);',
};

for (const [sink, lines] of Object.entries(SINKS)) {
  for (const toFiles of [false, true])
    test(`${sink} shows no token${toFiles ? ', in a file' : ''}`, () => {
      const { text } = printed(lines, { toFiles });
      assert.match(text, /\[secret\]/);
      assert.equal(
        text.includes(TOKEN.slice(4, 20)) || text.includes(btoa(`x-access-token:${TOKEN}`).slice(24, 44)),
        false,
        text,
      );
    });
  test(`the control: ${sink} would show it`, () => {
    const { text } = printed(lines, { kept: false });
    assert.ok(text.includes(TOKEN.slice(4, 20)) || text.includes(btoa(`x-access-token:${TOKEN}`).slice(24, 44)), text);
  });
}

test('what is no secret arrives whole, in its order, whatever it ends with', () => {
  const lines =
    "standardOutput.write('gh'); standardOutput.write('osts %'); standardOutput.write(Buffer.from('é')); standardOutput.write(' ghp_');";
  assert.equal(printed(lines).text, 'ghosts %é ghp_');
  assert.equal(printed(lines, { toFiles: true }).text, 'ghosts %é ghp_');
});

test('what nobody catches ends with the exit code of a bug', () => {
  assert.equal(printed(SINKS['what nobody catches'] ?? '').status, 70);
});
