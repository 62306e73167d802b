import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const BIN = path.join(path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url)))), 'dist/src/cli/bin.js');
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

function codemod(args) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env,
  });
  return { status, signal, stdout, stderr };
}

/** The toolkit's codemods for Python. */
export function codemodNames() {
  const { codemods } = JSON.parse(codemod(['list', '--json']).stdout);
  return codemods.filter(({ languages }) => languages.includes('python')).map(({ name }) => name);
}

/** Makes a folder a repository of its own: codemods that are about a whole one refuse a part of another. */
export function ensureRepository(folder) {
  if (!existsSync(path.join(folder, '.git'))) spawnSync('git', ['init', '-q', folder]);
}

/**
 * One dry run over a folder: the report of `--json`, the wall time in milliseconds, and `crash`, a sentence when the command
 * did not end as it should (0, or 4 where files failed).
 */
export function dryRun(name, folder, extra = []) {
  ensureRepository(folder);
  const started = performance.now();
  const { status, signal, stdout, stderr } = codemod(['apply', name, '--dry-run', '--json', '--no-ignore', ...extra, folder]);
  const wall = performance.now() - started;
  const crash = status === 0 || status === 4 ? null : `ended with ${status ?? signal}: ${stderr.slice(-2000)}`;
  return { wall, crash, report: crash === null ? relativeTo(folder, JSON.parse(stdout)) : null };
}

/** The report with its paths relative to the folder: in a repository they are relative to its top. `strip`: components of the diffs' names. */
function relativeTo(folder, report) {
  const above = path.relative(report.root, folder);
  const own = (item) => (item.path === undefined ? item : { ...item, path: path.relative(above, item.path) });
  return {
    ...report,
    strip: 1 + above.split(path.sep).filter((name) => name !== '').length,
    changes: report.changes.map(own),
    outcomes: report.outcomes.map(own),
    project: { findings: report.project.findings.map(own), failures: report.project.failures.map(own) },
  };
}
