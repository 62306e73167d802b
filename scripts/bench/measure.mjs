import { spawnSync } from 'node:child_process';

/** Milliseconds of wall time that a command takes; null when it cannot be run. Exit codes in `ok` are no failure. */
export function timeOnce({ command, args, ok = [0] }) {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const started = process.hrtime.bigint();
  const { status, error, stderr } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env, encoding: 'utf8' });
  const elapsed = Number(process.hrtime.bigint() - started) / 1e6;
  if (error !== undefined) return null;
  if (!ok.includes(status)) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr.slice(-500)}`);
  return elapsed;
}

/**
 * Runs the commands in turn, round after round, so that a change of the machine's mood meets all of them; one round to warm
 * up is not counted. A command with `rounds` takes part in so many alone.
 *
 * @returns the median and the quickest time of each by name, in milliseconds; null for one that is not installed.
 */
export function measure(commands, rounds) {
  const times = new Map(commands.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const command of commands) {
      if (round >= (command.rounds ?? rounds) || times.get(command.name) === null) continue;
      if (round < 0 && command.warmUp === false) continue;
      const elapsed = timeOnce(command);
      if (elapsed === null) times.set(command.name, null);
      else if (round >= 0) times.get(command.name).push(elapsed);
    }
  }
  return new Map([...times].map(([name, list]) => [name, list === null ? null : summary(list)]));
}

function summary(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, best: sorted[0], rounds: sorted.length };
}
