import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Call, systemError, watchedFileSystem } from '../testing/failing-file-system.js';
import { checkRecovered } from '../testing/fault-check.js';
import { SAMPLE_FILES, SAMPLE_PLAN } from '../testing/sample-run.js';
import { inScratch } from '../testing/scratch-folder.js';
import { sideOf } from '../testing/side.js';
import { suite } from '../testing/suite.js';
import { applyPlan } from './apply-plan.js';
import type { ApplyResult } from './apply-result.js';
import { newRunId } from './run-id.js';

const test = suite('a run on a file system that fails');
process.umask(0o022);

const ERRORS = ['EIO', 'ENOSPC', 'EACCES', 'EROFS', 'EDQUOT', 'EMFILE', 'ENOMEM'] as const;

async function run(root: string, onCall: (call: Call) => void): Promise<ApplyResult> {
  const fileSystem = watchedFileSystem(onCall);
  return await applyPlan({
    root,
    plan: SAMPLE_PLAN,
    run: { id: newRunId(new Date()), time: '2025-01-31' },
    errors: [],
    fileSystem,
  });
}

async function callsOfARun(): Promise<readonly Call[]> {
  const calls: Call[] = [];
  await inScratch(SAMPLE_FILES, (root) => run(root, (call) => calls.push(call)));
  return calls;
}

function checkClaim(root: string, result: ApplyResult, call: Call): string {
  if (result.kind === 'done') {
    assert.equal(sideOf(root), 'after');
    assert.ok(
      call.method !== 'sync' && call.method !== 'write' && call.method !== 'append',
      `${call.method} failed and nobody noticed`,
    );
    return 'done';
  }
  if (result.kind === 'refused') {
    assert.equal(sideOf(root), 'before');
    return 'refused';
  }
  if (result.state === 'untouched') assert.equal(sideOf(root), 'before');
  if (result.state === 'unfinished') assert.equal(sideOf(root), 'after');
  assert.match(result.error.message, /\(E[A-Z]+\)|bytes/);
  assert.ok(!result.error.message.includes('/proc/'), result.error.message);
  return result.state;
}

test('says what became of the files, whichever call fails, once or from then on', async () => {
  const counts: Record<string, number> = {};
  for (const call of await callsOfARun()) {
    for (const forGood of [false, true]) {
      const code = ERRORS[(call.index + Number(forGood)) % ERRORS.length] ?? 'EIO';
      await inScratch(SAMPLE_FILES, async (root) => {
        try {
          const result = await run(root, ({ index, method }) => {
            const isHit = forGood ? index >= call.index && method === call.method : index === call.index;
            if (isHit && method !== 'close') throw systemError(code, os.constants.errno[code]);
          });
          const claim = checkClaimUnlessStuck(root, result, call, forGood);
          counts[claim] = (counts[claim] ?? 0) + 1;
          // In life the process ends now, and its lock with it.
          rmSync(path.join(root, '.codex/lock'), { force: true });
          await checkRecovered(root);
        } catch (thrown) {
          assert.fail(
            `${code}${forGood ? ' from' : ' at'} call ${call.index}, ${call.method} ${String(call.args[0])}: ${String(thrown)}`,
          );
        }
      });
    }
  }
  console.log(`faults by what the run said: ${JSON.stringify(counts)}`);
  assert.ok((counts['untouched'] ?? 0) > 100 && (counts['unfinished'] ?? 0) > 10);
});

/** Where removing, or opening a folder, has stopped to work, staged files stay until the next command. */
function checkClaimUnlessStuck(root: string, result: ApplyResult, call: Call, forGood: boolean): string {
  const isStuck = forGood && ['remove', 'removeFolder', 'open', 'look', 'rename', 'list', 'facts', 'read'].includes(call.method);
  if (!isStuck) return checkClaim(root, result, call);
  return result.kind === 'failed' ? `stuck, ${result.state}` : result.kind;
}

test('a short append is not continued, and is completed by the next command', async () => {
  const calls = (await callsOfARun()).filter(({ method }) => method === 'append');
  assert.equal(calls.length, 6);
  for (const { index } of calls) {
    await inScratch(SAMPLE_FILES, async (root) => {
      const file = watchedFileSystem(() => undefined);
      let count = 0;
      const at = calls.findIndex((call) => call.index === index);
      const short = (fd: number, bytes: Uint8Array): number =>
        file.append(fd, count++ === at ? bytes.subarray(0, bytes.length >> 1) : bytes);
      const fileSystem = { ...file, append: short };
      const result = await applyPlan({
        root,
        plan: SAMPLE_PLAN,
        run: { id: newRunId(new Date()), time: '2025-01-31' },
        errors: [],
        fileSystem,
      });
      assert.equal(result.kind === 'failed' && result.state, 'unfinished');
      assert.equal(await checkRecovered(root), 'after');
    });
  }
});
