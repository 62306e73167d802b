import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CodemodError } from '../core/errors.js';
import { findProgram } from '../core/find-program.js';
import { programEnvironment } from '../programs/program-environment.js';
import { type ProgramResult, runProgram } from '../programs/run-program.js';
import type { Targets } from '../trees/targets.js';
import { type Baseline, type FoundSecret, LARGEST_BASELINE, parseBaseline } from './baseline.js';
import { baselineText } from './baseline-text.js';
import { excludeFiles } from './exclude-files.js';
import { filesToScan } from './files-to-scan.js';
import { type ScanSettings, scanSettings } from './scan-settings.js';

export type ScanResult =
  | { readonly kind: 'scanned'; readonly baseline: Baseline }
  /** `code` is `tool-missing`, `tool-failed` or `secrets-settings-refused`. */
  | { readonly kind: 'unavailable'; readonly code: string; readonly message: string };

export interface ScanRequest {
  /** The baseline that stands, whose plugins and filters are used; null for those of detect-secrets itself. */
  readonly standing: Baseline | null;
  /** Its path, relative to the root, which is not scanned. */
  readonly baselinePath: string;
  /** Milliseconds for one call of detect-secrets. Default: ten minutes. */
  readonly deadline?: number;
}

const DEADLINE = 600_000;
/** Bytes of file names in one call; Linux takes two million at least, Windows 32,768. */
const MOST_ARGUMENTS = process.platform === 'win32' ? 16_000 : 500_000;

const MISSING =
  'detect-secrets is not on the PATH, or only inside of the repository, from where nothing is run. Install it: pipx install detect-secrets. Debian does not ship it.';

/**
 * Runs `detect-secrets scan` over the files that git lists.
 *
 * It is run in a folder of its own, which holds a link to the root and nothing of it: a working directory inside of the
 * repository would be on the import path of the processes that Python starts. `--no-verify` keeps it from sending what it
 * finds anywhere. What it says beside its result is not passed on, since it may hold a secret.
 */
export async function scanSecrets(
  targets: Targets,
  { standing, baselinePath, deadline = DEADLINE }: ScanRequest,
): Promise<ScanResult> {
  const program = findProgram('detect-secrets', targets.root);
  if (program === null) return unavailable('tool-missing', MISSING);
  const settings = standing === null ? null : scanSettings(standing);
  if (settings !== null && 'refused' in settings) {
    const message = `The baseline names code of its own, which is not run: ${settings.refused}. Scan by yourself, and compare: codemod secrets diff --scan FILE.`;
    return { kind: 'unavailable', code: 'secrets-settings-refused', message };
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'codex-scan-'));
  try {
    const files = await selectFiles(targets, baselinePath, settings, folder);
    if (!Array.isArray(files)) return files;
    const call = { program, root: targets.root, folder, link: linkTo(targets.root, folder), deadline };
    return await scanBatches(call, files, standing, settings);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Unavailable = Extract<ScanResult, { kind: 'unavailable' }>;

async function selectFiles(
  targets: Targets,
  baselinePath: string,
  settings: ScanSettings | null,
  folder: string,
): Promise<string[] | Unavailable> {
  const files = (await filesToScan(targets)).filter((file) => file !== baselinePath);
  const patterns = settings?.excludedFiles ?? [];
  if (patterns.length === 0) return files;
  const python3 = findProgram('python3', targets.root);
  if (python3 === null)
    return unavailable(
      'tool-missing',
      'There is no python3 on the PATH to read the patterns of the baseline with. Install it: apt install python3.',
    );
  const kept = await excludeFiles(python3, targets.root, folder, files, patterns);
  return kept === null
    ? unavailable('tool-failed', 'python3 cannot use the patterns for excluded files that stand in the baseline. Mend them.')
    : [...kept];
}

interface ScanCall {
  readonly program: string;
  readonly root: string;
  /** The working directory. */
  readonly folder: string;
  /** The root by another name, so that filters see no name of a folder above it. */
  readonly link: string;
  readonly deadline: number;
}

function linkTo(root: string, folder: string): string {
  const link = path.join(folder, 'r');
  try {
    symlinkSync(root, link, 'dir');
    return link;
  } catch {
    // Windows lets not everybody make links.
    return root;
  }
}

async function scanBatches(
  call: ScanCall,
  files: readonly string[],
  standing: Baseline | null,
  settings: ScanSettings | null,
): Promise<ScanResult> {
  const results: [string, readonly FoundSecret[]][] = [];
  let last: Baseline | null = null;
  for (const batch of batches(call.root, files)) {
    const scanned = await scanBatch(call, batch, standing, settings);
    if (scanned.kind === 'unavailable') return scanned;
    last = scanned.baseline;
    results.push(...last.results);
  }
  if (last === null) throw new Error('there is always one batch');
  return { kind: 'scanned', baseline: { ...last, results: new Map(results) } };
}

/** Absolute names; without any file, one that is not there: detect-secrets would take its working directory. */
function batches(root: string, files: readonly string[]): readonly (readonly string[])[] {
  const list: string[][] = [[]];
  let size = 0;
  for (const file of files.length === 0 ? ['.codex/no-such-file'] : files) {
    const name = path.join(root, file);
    size += Buffer.byteLength(name) + 1;
    if (size > MOST_ARGUMENTS && list.at(-1)?.length !== 0) {
      list.push([]);
      size = Buffer.byteLength(name) + 1;
    }
    list.at(-1)?.push(name);
  }
  return list;
}

async function scanBatch(
  { program, root, folder, link, deadline }: ScanCall,
  names: readonly string[],
  standing: Baseline | null,
  settings: ScanSettings | null,
): Promise<ScanResult> {
  const config = path.join(folder, 'settings.json');
  const withSettings = standing !== null && settings !== null;
  if (withSettings) writeFileSync(config, settingsText(standing, settings), { mode: 0o600 });
  const result = await runProgram({
    program,
    args: ['-C', link, 'scan', '--no-verify', ...(withSettings ? ['--baseline', config] : []), '--', ...names],
    cwd: folder,
    env: programEnvironment(root),
    deadline,
    mostOutput: LARGEST_BASELINE,
  });
  if (result.kind === 'failed') return unavailable('tool-failed', `detect-secrets scan failed: ${result.message}.`);
  if (result.status !== 0) return unavailable('tool-failed', failureOf(result));
  // With a baseline, detect-secrets writes its result over it and says nothing.
  return parseResult(withSettings ? readFileSync(config) : result.stdout);
}

/** A baseline without results: nothing but the settings, in which no path and no code is named. */
function settingsText({ version }: Baseline, { plugins, filters }: ScanSettings): string {
  return baselineText({ version, plugins_used: plugins, filters_used: filters, results: new Map(), more: {} });
}

function parseResult(bytes: Buffer): ScanResult {
  try {
    const baseline = parseBaseline(bytes, 'What detect-secrets printed');
    // The settings that it was given have none: it has ended well and written nothing.
    if (baseline.generated_at === undefined) return unavailable('tool-failed', 'detect-secrets scan ended without a result.');
    // It names the file as it was scanned, by way of our link, and files it by the path from the root.
    const results = [...baseline.results].map(
      ([file, secrets]) => [file, secrets.map((secret) => ({ ...secret, filename: file }))] as const,
    );
    return { kind: 'scanned', baseline: { ...baseline, results: new Map(results) } };
  } catch (thrown) {
    if (!(thrown instanceof CodemodError)) throw thrown;
    return unavailable('tool-failed', thrown.message);
  }
}

/** The kind of the error alone: its text may hold what was being looked at. */
function failureOf({ status, stderr }: Extract<ProgramResult, { kind: 'exited' }>): string {
  const kind = /^([A-Za-z_][\w.]*(?:Error|Exception|Interrupt))\b/m.exec(stderr.toString('latin1'))?.[1];
  const said = kind === undefined ? '' : ` with a ${kind}`;
  return `detect-secrets scan ended with exit code ${status}${said}. What it said is not shown, since it may hold a secret; run it by hand to see it.`;
}

function unavailable(code: string, message: string): Unavailable {
  return { kind: 'unavailable', code, message };
}
