import assert from 'node:assert/strict';
import { checkRecovered } from '../fault-check.js';
import { type Choose, sample } from '../random.js';
import { driver, type Scenario } from '../scenario.js';
import { type CallPoint, callPoints, runWithFault } from '../strace.js';
import { checkClaim } from './claim.js';
import type { Fault } from './fault.js';
import { inScenario } from './in-scenario.js';

const ERRORS = ['EIO', 'ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EINTR'] as const;
const KILL = 'signal=SIGKILL';

/** What each call of a run meets: an end, every error once, a disk that stays broken or full from there on, and a write that comes to less than it says. */
function faultsAt({ call }: CallPoint): readonly (readonly [kind: string, fault: string])[] {
  const once = ERRORS.map((error) => [`${error} once`, `error=${error}`] as const);
  const lasting = (['EIO', 'ENOSPC'] as const).map((error) => [`${error} from there on`, `error=${error}+`] as const);
  const short = call === 'pwrite64' || call === 'write' ? [['short write', 'retval=1'] as const] : [];
  return [['killed', KILL], ...once, ...lasting, ...short];
}

/** The writing calls of a scenario's run. */
export async function pointsOf(scenario: Scenario): Promise<readonly CallPoint[]> {
  return await inScenario(scenario, (root) => callPoints(scenario.program(root), root));
}

/** Every fault at every writing call of a run. */
export async function* faultsAtCalls(scenario: Scenario): AsyncGenerator<Fault> {
  for (const [index, point] of (await pointsOf(scenario)).entries()) {
    for (const [kind, fault] of faultsAt(point)) {
      const id = `${scenario.name} call ${index} ${nameOf(point)} ${fault}`;
      yield { id, kind: `${scenario.name}: ${kind}`, inject: () => disturb(scenario, point, fault) };
    }
  }
}

async function disturb(scenario: Scenario, point: CallPoint, fault: string): Promise<string> {
  return await inScenario(scenario, async (root) => {
    const run = await runWithFault(scenario.program(root), root, point, fault);
    const isKill = fault === KILL;
    if (isKill) assert.notEqual(run.status, 0, 'it was not killed');
    const claim = isKill ? 'killed' : checkClaim(root, point, fault, run, scenario);
    const side = await checkRecovered(root, scenario);
    return isKill ? `${claim}, then ${side === 'before' ? 'rolled back' : 'finished'}` : claim;
  });
}

/**
 * Faults in the recovery of a run that was killed: at some of the moments where something is left to recover, drawn by
 * `choose`, some of the calls of the recovering command are its end, or fail.
 */
export async function* faultsInRecovery(
  scenario: Scenario,
  choose: Choose,
  counts: { readonly moments: number; readonly calls: number },
): AsyncGenerator<Fault> {
  for (const [index, first] of sample([...(await pointsOf(scenario)).entries()], counts.moments, choose)) {
    const recovering = await pointsOfRecovery(scenario, first);
    for (const [number, second] of sample([...recovering.entries()], counts.calls, choose)) {
      for (const fault of [KILL, 'error=EIO', 'error=ENOSPC+']) {
        const id = `${scenario.name} call ${index} ${nameOf(first)}, recovery call ${number} ${nameOf(second)} ${fault}`;
        const kind = `recovery of ${scenario.name}: ${fault === KILL ? 'killed' : 'failed call'}`;
        yield { id, kind, inject: () => disturbRecovery(scenario, first, second, fault) };
      }
    }
  }
}

async function pointsOfRecovery(scenario: Scenario, first: CallPoint): Promise<readonly CallPoint[]> {
  return await inScenario(scenario, async (root) => {
    await runWithFault(scenario.program(root), root, first, KILL);
    return await callPoints(driver('recover', root), root);
  });
}

async function disturbRecovery(scenario: Scenario, first: CallPoint, second: CallPoint, fault: string): Promise<string> {
  return await inScenario(scenario, async (root) => {
    await runWithFault(scenario.program(root), root, first, KILL);
    const run = await runWithFault(driver('recover', root), root, second, fault);
    const side = await checkRecovered(root, scenario);
    const end = side === 'before' ? 'rolled back' : 'finished';
    return fault === KILL ? `killed, then ${end}` : `${reportOf(run.status, run.stdout)}, then ${end}`;
  });
}

function reportOf(status: number | null, stdout: string): string {
  if (status !== 0) return 'crashed';
  const said: unknown = JSON.parse(stdout);
  const kind: unknown = Reflect.get(Object(said), 'kind');
  assert.ok(kind === 'recovered' || kind === 'failed', stdout);
  return kind;
}

function nameOf({ call, number, file }: CallPoint): string {
  return `${call} ${number}${file === null ? '' : ` of ${file}`}`;
}
