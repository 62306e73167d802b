// A coordinator that ends its worker in the middle of a job: `node ending-driver.js <store> <job> <file of the job> <manner>`, as the
// leader of a group. Prints the signals that it sends while it does.
import { existsSync, readFileSync, writeSync } from 'node:fs';
import { localEngine } from '../bulk/engines/local-engine.js';
import { openStore } from '../bulk/store/open-store.js';
import { sampleJob, sampleSetting } from './sample-jobs.js';
import { until } from './until.js';

/** What is different from how it is. */
export interface Manner {
  /** It is killed, with its group, in place of its signal of this number, counted from 1. */
  readonly diesAt?: number;
  /** When it is killed, what it has started to guard the stopped worker is killed before. */
  readonly guardDies?: boolean;
  /** The worker is not stopped. */
  readonly stopsNothing?: boolean;
  /** It takes this long, in milliseconds, from having looked at the processes to the first that it kills. */
  readonly hesitates?: number;
}

const [, , address = '', does = '', file = '', manner = '{}'] = process.argv;

const store = await openStore(address);
const limits = { concurrency: 1, perMinute: null, perHour: null };
const engine = localEngine({ setting: sampleSetting(store), memory: 512, limitsOf: () => limits });
engine.run(await sampleJob(store, { does: `${does} ${file}` })).catch(() => {});
await until(() => existsSync(file) && /\]\n?$/.test(readFileSync(file, 'utf8')));
watchSignals(JSON.parse(manner));
await engine.close(0);

function watchSignals({ diesAt, guardDies, stopsNothing, hesitates = 0 }: Manner): void {
  const send = process.kill.bind(process);
  let sent = 0;
  let hasKilled = false;
  process.kill = (pid, signal) => {
    if (++sent === diesAt) {
      if (guardDies === true) for (const guard of shells()) send(guard, 'SIGKILL');
      send(-process.pid, 'SIGKILL');
    }
    writeSync(1, `${signal}\n`);
    if (signal === 'SIGSTOP' && stopsNothing === true) return true;
    if (signal === 'SIGKILL' && !hasKilled) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, hesitates);
    hasKilled ||= signal === 'SIGKILL';
    return send(pid, signal);
  };
}

function shells(): readonly number[] {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'latin1').trim().split(' ').filter(Boolean);
  return children.map(Number).filter((pid) => readFileSync(`/proc/${pid}/comm`, 'latin1').trim() === 'sh');
}
