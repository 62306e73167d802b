import assert from 'node:assert/strict';
import { checkRecovered } from '../testing/fault-check.js';
import { checkClaim } from '../testing/faults/claim.js';
import { skipLoudly } from '../testing/python.js';
import { SAMPLE_FILES } from '../testing/sample-run.js';
import { driver } from '../testing/scenario.js';
import { inScratch } from '../testing/scratch-folder.js';
import { type CallPoint, callPoints, hasStrace, runWithFault } from '../testing/strace.js';
import { suite } from '../testing/suite.js';

const test = suite('a run on a failing disk');
process.umask(0o022);

const ERRORS: readonly string[] = ['EIO', 'ENOSPC', 'EACCES', 'EDQUOT', 'EROFS'];

/** Each call fails once; writes also come back short, and disks stay full or broken from some call on. */
function faultsAt(point: CallPoint, index: number): readonly string[] {
  const once = `error=${point.call === 'fsync' ? 'EIO' : (ERRORS[index % ERRORS.length] ?? 'EIO')}`;
  if (point.call === 'fsync') return [once, 'error=EIO+'];
  return point.call === 'pwrite64' || point.call === 'write' ? [once, 'error=ENOSPC+', 'retval=1'] : [once];
}

test('tells what became of the files, and the next command makes it whole', async () => {
  if (!hasStrace() && skipLoudly('failing every writing system call of a run', 'strace')) return;
  const points = await inScratch(SAMPLE_FILES, (root) => callPoints(driver('apply', root), root));
  const counts: Record<string, number> = {};
  for (const [index, point] of points.entries()) {
    for (const fault of faultsAt(point, index)) {
      await inScratch(SAMPLE_FILES, async (root) => {
        try {
          const claim = checkClaim(root, point, fault, await runWithFault(driver('apply', root), root, point, fault));
          counts[claim] = (counts[claim] ?? 0) + 1;
          await checkRecovered(root);
        } catch (thrown) {
          assert.fail(`${fault} at ${point.call} ${point.number} (${point.args.slice(0, 100)}): ${String(thrown)}`);
        }
      });
    }
  }
  console.log(`faults by what the run said: ${JSON.stringify(counts)}`);
  assert.ok((counts['untouched'] ?? 0) > 80 && (counts['unfinished'] ?? 0) > 10, 'the faults hit both sides of the commit point');
});
