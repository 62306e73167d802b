import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { dryRun } from './codemod-run.mjs';

/**
 * Applies the diffs of a report to copies of the files, by git and not by our own code, and checks what comes out:
 * the bytes are those that the plan promises, CPython compiles them where it compiled the originals, and a second run has
 * nothing to do.
 *
 * @returns sentences about what is wrong; none is the good answer.
 */
export function checkChanges(name, report, folder, scratch) {
  rmSync(scratch, { recursive: true, force: true });
  const changes = report.changes.filter(({ kind }) => kind === 'modify');
  const faults = changes.flatMap((change) => patchCopy(change, report.strip, folder, scratch));
  const paths = changes.map((change) => change.path);
  const broken = compileFaults(paths.map((file) => path.join(scratch, file)));
  const brokenBefore = compileFaults(paths.map((file) => path.join(folder, file)));
  for (const [index, fault] of broken.entries()) {
    if (fault !== null && brokenBefore[index] === null) faults.push(`${paths[index]}: does not compile any more: ${fault}`);
  }
  if (paths.length === 0) return faults;
  const again = dryRun(name, scratch);
  if (again.crash !== null) faults.push(`the second run ${again.crash}`);
  else for (const { path: file } of again.report.changes) faults.push(`${file}: changes again in a second run`);
  return faults;
}

function patchCopy(change, strip, folder, scratch) {
  const original = path.join(folder, change.path);
  const copy = path.join(scratch, change.path);
  mkdirSync(path.dirname(copy), { recursive: true });
  copyFileSync(original, copy);
  if (sha256(original) !== change.before.sha256) return [`${change.path}: is not the file that the plan was made on`];
  const { status, stderr } = spawnSync('git', ['apply', '--whitespace=nowarn', `-p${strip}`, '-'], {
    cwd: scratch,
    input: change.diff,
    encoding: 'utf8',
    env: { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(scratch), GIT_CONFIG_GLOBAL: '/dev/null' },
  });
  if (status !== 0) return [`${change.path}: git cannot apply the diff: ${stderr.trim()}`];
  return sha256(copy) === change.after.sha256 ? [] : [`${change.path}: the diff does not give the bytes that the plan promises`];
}

function sha256(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

const COMPILE = `
import json, sys, warnings
warnings.simplefilter("ignore")
def fault(path):
    try:
        with open(path, "rb") as file:
            compile(file.read(), path, "exec", dont_inherit=True)
    except Exception as error:
        return "%s: %s" % (type(error).__name__, error)
json.dump([fault(path) for path in json.load(sys.stdin)], sys.stdout)
`;

/** What CPython has against each of the files, or null. */
export function compileFaults(files) {
  if (files.length === 0) return [];
  const { status, stdout, stderr } = spawnSync('python3', ['-I', '-S', '-c', COMPILE], {
    cwd: '/',
    input: JSON.stringify(files),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`python3 ended with ${status}: ${stderr.slice(-1000)}`);
  return JSON.parse(stdout);
}
