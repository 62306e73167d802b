import { type ChildProcess, spawn } from 'node:child_process';
import type { Choose } from '../random.js';
import { CLI_ENTRY } from '../run-cli.js';
import type { CampaignScene } from './campaign-scene.js';
import { TOKEN_NAME } from './campaign-scene.js';

/** Some `codemod worker`s of a Redis, as on machines of their own. */
export interface Workers {
  /** Ends one without a word, and starts another in its place. */
  killOne(choose: Choose): boolean;
  close(): Promise<void>;
}

export function startWorkers(
  scene: CampaignScene,
  count: number,
  { url, store }: { readonly url: string; readonly store: string },
): Workers {
  const start = (): ChildProcess => {
    const args = ['worker', `--queue=${url}`, `--store=${store}`, '--jobs=1', `--token=${TOKEN_NAME}`, '--shutdown-deadline=5'];
    return spawn(process.execPath, [CLI_ENTRY, ...args], { cwd: scene.work, env: scene.env, detached: true, stdio: 'ignore' });
  };
  const workers = Array.from({ length: count }, start);
  return {
    killOne: (choose) => {
      const place = choose(workers.length);
      const { pid } = workers[place] ?? {};
      workers[place] = start();
      return pid !== undefined && endGroup(pid);
    },
    close: async () => {
      for (const { pid } of workers) if (pid !== undefined) endGroup(pid);
    },
  };
}

function endGroup(pid: number): boolean {
  try {
    process.kill(-pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
