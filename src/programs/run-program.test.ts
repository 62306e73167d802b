import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { standIn } from '../testing/stand-in.js';
import { suite } from '../testing/suite.js';
import { tempFolder } from '../testing/temp-folder.js';
import { programEnvironment } from './program-environment.js';
import { type ProgramCall, runProgram } from './run-program.js';

const test = suite('run program');

function call(script: string, more: Partial<ProgramCall> = {}): ProgramCall {
  const program = path.join(standIn('tool', script), 'tool');
  return { program, args: [], cwd: '/', env: programEnvironment('/nowhere'), deadline: 20_000, mostOutput: 1 << 20, ...more };
}

test('answers what the program said, and its exit code', async () => {
  const script = `process.stdin.pipe(process.stdout); console.error(process.argv[2], process.cwd()); process.exitCode = 3;`;
  const result = await runProgram(call(script, { args: ['$(touch x) ; *'], input: 'asked' }));
  assert.ok(result.kind === 'exited');
  assert.deepEqual([result.status, `${result.stdout}`, `${result.stderr}`], [3, 'asked', '$(touch x) ; * /\n']);
});

test('ends a program that takes too long, with all that it has started', async () => {
  const mark = path.join(tempFolder(), 'mark');
  const child = `setTimeout(() => require('fs').writeFileSync(process.argv[1], ''), 1500); setInterval(() => {}, 1000);`;
  const script = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}, process.argv[2]], { stdio: 'inherit' }); setInterval(() => {}, 1000);`;
  const started = Date.now();
  const result = await runProgram(call(script, { args: [mark], deadline: 600 }));
  assert.ok(result.kind === 'failed' && result.because === 'deadline');
  assert.match(result.message, /did not end within 0\.6 seconds/);
  assert.ok(Date.now() - started < 5000);
  await setTimeout(1800);
  assert.ok(!existsSync(mark), 'its child is ended too');
});

test('does not wait for what has left its group', async () => {
  const child = `setTimeout(() => {}, 8000);`;
  const script = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit', detached: true }).unref();`;
  const started = Date.now();
  const result = await runProgram(call(script, { deadline: 1000 }));
  assert.ok(result.kind === 'failed' && Date.now() - started < 5000);
});

test('ends a program that says too much', async () => {
  for (const descriptor of [1, 2]) {
    const result = await runProgram(call(`for (;;) require('fs').writeSync(${descriptor}, 'x'.repeat(1000));`));
    assert.ok(result.kind === 'failed' && result.because === 'too-much-output', JSON.stringify(result));
  }
});

test('tells a program that cannot be started, and one that is killed', async () => {
  const missing = await runProgram({ ...call(''), program: '/no/such/program' });
  assert.ok(missing.kind === 'failed' && missing.because === 'not-started');
  const killed = await runProgram(call(`process.kill(process.pid, 'SIGKILL');`));
  assert.ok(killed.kind === 'failed' && killed.because === 'killed' && /SIGKILL/.test(killed.message));
});

/** A process that has ended stays as a zombie where nobody asks for it. */
function isRunning(pid: number): boolean {
  const { status, stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 && !stdout.startsWith('Z');
}

test('ends the program when it is interrupted itself', async () => {
  const folder = tempFolder();
  const pidFile = path.join(folder, 'pid');
  const program = path.join(
    standIn('tool', `require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); setInterval(() => {}, 1000);`),
    'tool',
  );
  const driver = path.join(folder, 'driver.mjs');
  const job = { program, args: [], cwd: '/', env: {}, deadline: 30_000, mostOutput: 1000 };
  writeFileSync(
    driver,
    `import { runProgram } from ${JSON.stringify(new URL('./run-program.js', import.meta.url).href)}; await runProgram(${JSON.stringify(job)});`,
  );
  const ours = spawn(process.execPath, [driver], { stdio: 'ignore' });
  const ended = new Promise((resolve) => ours.once('close', (_, signal) => resolve(signal)));
  for (let waited = 0; !existsSync(pidFile) && waited < 200; waited++) await setTimeout(50);
  await setTimeout(50);
  const pid = Number(readFileSync(pidFile, 'utf8'));
  assert.ok(isRunning(pid));
  ours.kill('SIGTERM');
  assert.equal(await ended, 'SIGTERM');
  await setTimeout(100);
  assert.ok(!isRunning(pid));
});

test('the environment holds nothing by which code or secrets could slip in', () => {
  const before = { ...process.env };
  Object.assign(process.env, {
    PYTHONPATH: '/evil',
    PYTHONSTARTUP: '/evil',
    NODE_OPTIONS: '--x',
    GITHUB_TOKEN: 't',
    LD_PRELOAD: '/evil',
  });
  process.env['PATH'] = ['/repo/bin', '', '.', '/usr/bin'].join(path.delimiter);
  try {
    const env = programEnvironment('/repo');
    assert.equal(env['PATH'], '/usr/bin');
    for (const name of ['PYTHONPATH', 'PYTHONSTARTUP', 'NODE_OPTIONS', 'GITHUB_TOKEN', 'LD_PRELOAD'])
      assert.ok(!(name in env), name);
    assert.equal(env['HOME'], before['HOME']);
  } finally {
    process.env = before;
  }
});
