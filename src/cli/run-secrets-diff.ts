import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import { attempt } from '../files/io-error.js';
import { type Baseline, parseBaseline } from '../secrets/baseline.js';
import { type BaselineDiff, compareBaselines, hasDrifted } from '../secrets/compare-baselines.js';
import { BASELINE_PATH } from '../secrets/plan-baseline.js';
import { scanSecrets } from '../secrets/scan.js';
import type { PlacedSecret } from '../secrets/secret-identity.js';
import { resolveTargets, type Targets } from '../trees/targets.js';
import type { SecretsDiffOptions } from './commands/secrets.js';
import { ExitCode } from './exit-code.js';
import { invocation } from './invocation.js';
import { answer } from './report/answer.js';
import { drawTable } from './report/table.js';
import { openTerminal, type Terminal } from './terminal.js';

/** Digits of a hash that are shown: enough to find the line in the baseline, too few to look the secret up. */
const SHOWN_DIGITS = 8;

/** `codemod secrets diff`: the baseline against a fresh scan. @returns the exit code. */
export async function runSecretsDiff(typed: string | undefined, options: SecretsDiffOptions): Promise<number> {
  const terminal = openTerminal('auto', options.json === true);
  const targets = await resolveTargets([typed ?? '.'], process.cwd());
  const file = options.baseline ?? path.join(targets.root, BASELINE_PATH);
  const baseline = readBaseline(file, 'secrets-baseline-missing');
  const fresh = options.scan === undefined ? await scan(targets, baseline, file) : readBaseline(options.scan, 'path-missing');
  const diff = compareBaselines(baseline, fresh);
  if (options.json === true) terminal.out(answer('secrets diff', jsonReport(diff)));
  else report(diff, shown(file), terminal);
  return hasDrifted(diff) ? ExitCode.wouldChange : ExitCode.done;
}

function readBaseline(file: string, missing: 'secrets-baseline-missing' | 'path-missing'): Baseline {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) throw missingError(file, missing);
  if (!stat.isFile()) throw new CodemodError('usage', `${shown(file)} is no file.`);
  return parseBaseline(
    attempt('read', file, () => readFileSync(file)),
    shown(file),
  );
}

function missingError(file: string, missing: 'secrets-baseline-missing' | 'path-missing'): CodemodError {
  if (missing === 'path-missing') return new CodemodError('path-missing', `${shown(file)} does not exist.`, { path: file });
  const message = `There is no ${shown(file)}. Make it (detect-secrets scan > .secrets.baseline), or name another: --baseline FILE.`;
  return new CodemodError('secrets-baseline-missing', message, { path: file });
}

async function scan(targets: Targets, standing: Baseline, file: string): Promise<Baseline> {
  const baselinePath = path.relative(targets.root, path.resolve(file)).split(path.sep).join('/');
  const scanned = await scanSecrets(targets, { standing, baselinePath });
  if (scanned.kind === 'scanned') return scanned.baseline;
  const next = `A scan that was made elsewhere can be compared: ${invocation()} secrets diff --scan FILE`;
  throw new CodemodError(scanned.code, `${scanned.message}\n${next}`);
}

function report({ added, removed, moved }: BaselineDiff, file: string, terminal: Terminal): void {
  const rows = [
    ...added.map((placed) => ['added', ...cells(placed)]),
    ...removed.map((placed) => ['removed', ...cells(placed)]),
    ...moved.flatMap(({ from, to }) => [
      ['moved', ...cells(from)],
      ['  to', ...cells(to)],
    ]),
  ];
  if (rows.length === 0) {
    terminal.err(`${file} is up to date.\n`);
    return;
  }
  terminal.out(drawTable([['change', 'file', 'line', 'type', 'hash'], ...rows], 0));
  terminal.err(
    `${added.length} added, ${removed.length} removed, ${moved.length} moved. Look at each; then bring the baseline up to date: detect-secrets scan --baseline ${file}\n`,
  );
}

function cells({ file, secret }: PlacedSecret): readonly string[] {
  const line = secret.line_number === undefined ? '-' : String(secret.line_number);
  return [visibleLine(file), line, visibleLine(secret.type), secret.hashed_secret.slice(0, SHOWN_DIGITS)];
}

function jsonReport({ added, removed, moved }: BaselineDiff): object {
  return {
    drifted: hasDrifted({ added, removed, moved }),
    added: added.map(describe),
    removed: removed.map(describe),
    moved: moved.map(({ from, to }) => ({ from: describe(from), to: describe(to) })),
  };
}

function describe({ file, secret }: PlacedSecret): object {
  const { line_number = null, type, hashed_secret, is_secret = null } = secret;
  return { file, line: line_number, type, hash: hashed_secret.slice(0, SHOWN_DIGITS), is_secret };
}

function shown(file: string): string {
  return visibleLine(path.relative(process.cwd(), path.resolve(file)) || file);
}
