import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built command line. */
export const CLI_ENTRY = fileURLToPath(new URL('../cli/bin.js', import.meta.url));

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface CliOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads on standard input. */
  readonly input?: string;
  /** Another user to run as, by number; needs root. */
  readonly uid?: number;
}

function environment(extra: CliOptions['env'] = {}): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _, NODE_EXTRA_CA_CERTS: __, ...env } = process.env;
  return { ...env, NO_COLOR: '1', ...extra };
}

/** Runs the built command line to its end. Two minutes at most. */
export function runCli(args: readonly string[], { cwd, env, uid, input }: CliOptions): CliRun {
  const command =
    uid === undefined ? [process.execPath] : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', process.execPath];
  const [program = '', ...before] = command;
  const options = {
    cwd,
    env: environment(env),
    encoding: 'utf8',
    timeout: 120_000,
    ...(input === undefined ? {} : { input }),
  } as const;
  const run = spawnSync(program, [...before, CLI_ENTRY, ...args], options);
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** What it prints on standard output, byte for byte. */
export function runCliBytes(args: readonly string[], { cwd, env }: CliOptions): Buffer {
  return spawnSync(process.execPath, [CLI_ENTRY, ...args], { cwd, env: environment(env), timeout: 120_000 }).stdout;
}

/** Starts it, to be signalled or read on the way. */
export function startCli(args: readonly string[], { cwd, env }: CliOptions) {
  return spawn(process.execPath, [CLI_ENTRY, ...args], { cwd, env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What `--json` printed. */
export function parseReport(stdout: string): {
  counts: Record<string, number>;
  changes: { path: string; diff: string; encoding?: string; patch?: string; fixes: { line: number; lineBefore: number }[] }[];
  outcomes: { path: string; kind: string; skip: { code: string } | null; failure: { code: string; message: string } | null }[];
  pruned: { path: string; reason: string }[];
} {
  return JSON.parse(stdout);
}
