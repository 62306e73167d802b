import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** True when there is a pre-commit on the PATH. */
export function hasPreCommit(): boolean {
  return spawnSync('pre-commit', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** What `pre-commit validate-config` says against each of some texts, by their names; it starts once for all of them. */
export function preCommitFaults(texts: Readonly<Record<string, string | Buffer>>): readonly string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'pre-commit-'));
  try {
    const files = Object.entries(texts).map(([name, text]) => {
      const file = path.join(folder, `${name.replaceAll('/', '+')}.yaml`);
      writeFileSync(file, text);
      return file;
    });
    const { status, stdout, stderr } = spawnSync('pre-commit', ['validate-config', ...files], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 120_000,
      env: { ...process.env, PRE_COMMIT_HOME: folder },
    });
    return status === 0 ? [] : [`${stdout}${stderr}`.replaceAll(`${folder}/`, '').trim() || `it ended with ${status}`];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
