#!/usr/bin/env node
// Disturbs an apply of twenty files, an undo of it and their recovery in every way that a machine can, and checks after the next command that
// no file is torn, none old beside new, no byte and no record lost, and that no run said "done" over a failed fsync.
//
//   node scripts/faults.mjs [--seed 1] [--only calls|recovery|random|disk|control] [--jobs 2] [--resume STATE] [--show 5]
//
//   calls     every writing system call: the process is killed there; it fails with EIO, ENOSPC, EDQUOT, EACCES, EROFS and EINTR, with EIO and
//             ENOSPC from there on; writes come short (needs strace)
//   recovery  the same in the command that recovers from a kill, at a sample of both
//   random    1,000 kills at times uniform from the first write of a run to its end, a quarter of them of `codemod apply` and `codemod undo`
//   disk      a tmpfs with 32 sizes of room left, 64 KiB to 4 MiB (needs root)
//   control   write-file-atomic on the same disks: what these checks would see of a writer that loses files
//
// With --resume, verdicts are kept in a file, and what was survived already is not done again. Needs a build; about 25 minutes on 2 cores.
// Exit code 1: something was not survived.
import { parseArgs } from 'node:util';
import { FAULT_KINDS, faultsOf, WHOLE, whySkipped } from '../dist/src/testing/faults/all-faults.js';
import { injectAll } from '../dist/src/testing/faults/fault.js';
import { rooms } from '../dist/src/testing/faults/full-disks.js';
import { Tally } from '../dist/src/testing/faults/tally.js';
import { DEEDS } from '../dist/src/testing/faults/twenty-files.js';
import { tornByWriteFileAtomic } from '../dist/src/testing/faults/write-file-atomic.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    resume: { type: 'string' },
    show: { type: 'string', default: '5' },
  },
});
const kinds = [...FAULT_KINDS, 'control'].filter((kind) => values.only === undefined || kind === values.only);
if (kinds.length === 0) throw new Error(`--only is one of ${[...FAULT_KINDS, 'control'].join(', ')}`);
process.umask(0o022);

const tally = new Tally();
const started = performance.now();
const minutes = () => `${((performance.now() - started) / 60_000).toFixed(1)} min`;

function onVerdict(verdict) {
  tally.add(verdict);
  if (verdict.fault !== null && tally.lost.length <= Number(values.show))
    console.log(`NOT SURVIVED: ${verdict.id}: ${verdict.fault}`);
  if (tally.injected % 500 === 0) console.error(`${tally.injected} faults after ${minutes()}`);
}

async function runControl() {
  const files = DEEDS.filter(({ before, after }) => before !== null && after !== null && after !== before).map((deed, index) => ({
    name: `${index}.py`,
    before: deed.before,
    after: `${deed.after}${'# more\n'.repeat(20_000)}`,
  }));
  let sizes = 0;
  let torn = 0;
  for (const room of rooms(WHOLE.disks, 64, 4096)) {
    const names = await tornByWriteFileAtomic(files, room);
    sizes += names.length > 0 ? 1 : 0;
    torn += names.length;
  }
  console.log(
    `control: write-file-atomic said success and left a torn file on ${sizes} of ${WHOLE.disks} disks, ${torn} files in all`,
  );
  return torn > 0;
}

console.log(`seed ${values.seed}`);
let isControlled = true;
for (const kind of kinds) {
  const missing = whySkipped(kind === 'control' ? 'disk' : kind);
  if (missing !== null) console.log(`SKIPPED ${kind}: it needs ${missing}`);
  else if (kind === 'control') isControlled = await runControl();
  else {
    const options = { jobs: Number(values.jobs), stateFile: values.resume ?? null, onVerdict };
    await injectAll(faultsOf(kind, Number(values.seed), WHOLE), options);
  }
}
for (const line of tally.lines()) console.log(line);
console.log(minutes());
process.exitCode = tally.lost.length > 0 || !isControlled ? 1 : 0;
