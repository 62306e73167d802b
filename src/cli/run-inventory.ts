import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { lockHeldError } from '../apply/lock-held-error.js';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import { attempt } from '../files/io-error.js';
import { compareInventories, type InventoryDiff, isEmptyDiff } from '../inventory/compare-inventories.js';
import type { InventoryEntry } from '../inventory/entry.js';
import { inventoryBytes, inventoryHash } from '../inventory/format.js';
import { parseInventory } from '../inventory/parse-inventory.js';
import { parseRoleRules } from '../inventory/role-rules.js';
import { findStanding, standingHash } from '../inventory/standing.js';
import { type Inventory, takeInventory } from '../inventory/take-inventory.js';
import { type WrittenInventory, writeInventory } from '../inventory/write-inventory.js';
import { resolveTargets, type Targets } from '../trees/targets.js';
import type { InventoryCommandOptions } from './commands/inventory.js';
import { ExitCode } from './exit-code.js';
import { invocation } from './invocation.js';
import { answer } from './report/answer.js';
import { drawInventoryDiff, drawInventoryProblems, drawStats, type InventoryReport } from './report/inventory-report.js';
import { openTerminal, type Terminal } from './terminal.js';
import { outputPath, writeOutput } from './write-output.js';

/** `codemod inventory`: takes it, then writes it, compares it or prints it. @returns the exit code. */
export async function runInventory(typed: string | undefined, options: InventoryCommandOptions): Promise<number> {
  checkOptions(options);
  const terminal = openTerminal('auto', options.quiet === true || options.json === true);
  const targets = await resolveFolder(typed);
  const isRecorded = options.diff === undefined && options.check !== true && options.output === undefined;
  await mindInterrupted(targets, isRecorded, terminal);
  const former = options.diff === undefined ? null : await readFormer(options.diff, targets);
  const output = options.output === undefined || options.output === '-' ? null : outputPath(options.output);
  if (output !== null) refuseToReplaceOther(output, options.output ?? output);
  const inventory = await takeInventory(targets, {
    roles: parseRoleRules(options.role ?? []),
    leaveOut: output === null ? [] : [path.relative(targets.root, output).split(path.sep).join('/')],
    onProgress: ({ done, found }) => terminal.progress(`inventory: ${done} of ${found} files`),
  });
  terminal.progress('');
  const diff = former === null ? null : compareInventories(former, inventory.entries);
  const upToDate = options.check === true ? await isUpToDate(diff, inventory, targets) : null;
  if (options.output !== undefined) await writeTo(output, inventory, options, terminal);
  const written = isRecorded ? await record(targets, inventory, options) : null;
  report({ targets, inventory, diff, upToDate, written, options }, terminal);
  if (inventory.failures.length > 0) return ExitCode.failed;
  return upToDate === false ? ExitCode.wouldChange : ExitCode.done;
}

function checkOptions({ output, diff, check, json, stats, keep }: InventoryCommandOptions): void {
  const refuse = (what: string): never => {
    throw new CodemodError('usage', what);
  };
  if (output !== undefined && (diff !== undefined || check === true))
    refuse('--output does not go with --diff or --check: they write nothing.');
  if (output === '-' && (json === true || stats === true))
    refuse('--output - prints the inventory itself; leave out --json and --stats.');
  if (keep !== undefined && (output !== undefined || diff !== undefined || check === true)) {
    refuse('--keep is for a run that writes .codex/inventory.json; leave out --output, --diff and --check.');
  }
}

/** A slip such as `--output README.md` would take a file away that no undo brings back. */
function refuseToReplaceOther(file: string, typed: string): void {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile() || stat.size === 0) return;
  try {
    parseInventory(
      attempt('read', file, () => readFileSync(file)),
      typed,
    );
  } catch (thrown) {
    if (!(thrown instanceof CodemodError) || thrown.code !== 'inventory-invalid') throw thrown;
    throw new CodemodError(
      'usage',
      `${typed} stands and is no inventory, so --output leaves it as it is. Name another file, or remove that one.`,
      { path: typed, cause: thrown },
    );
  }
}

async function resolveFolder(typed: string | undefined): Promise<Targets> {
  const folder = typed ?? '.';
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat !== undefined && !stat.isDirectory()) {
    throw new CodemodError('usage', `${folder} is no folder. An inventory is of a whole repository: name a folder of it.`);
  }
  return await resolveTargets([folder], process.cwd());
}

async function mindInterrupted(targets: Targets, writes: boolean, terminal: Terminal): Promise<void> {
  if (!existsSync(path.join(targets.root, '.codex'))) return;
  if (writes) await (await import('./carry-out.js')).finishInterrupted(targets, terminal);
  else await (await import('./warn-of-interrupted.js')).warnOfInterrupted(targets, terminal);
}

async function readFormer(diff: string | true, { root }: Targets): Promise<readonly InventoryEntry[]> {
  if (diff === true) {
    const standing = await findStanding(root);
    if (standing !== null) return parseInventory(standing.bytes, path.join('.codex', standing.name));
    throw new CodemodError('inventory-missing', `There is no inventory to compare with. Write one: ${invocation()} inventory`);
  }
  const stat = statSync(diff, { throwIfNoEntry: false });
  if (stat === undefined) throw new CodemodError('path-missing', `${diff} does not exist.`, { path: diff });
  if (stat.isDirectory()) {
    throw new CodemodError(
      'usage',
      `${diff} is a folder. --diff takes an inventory's file; to compare with the one that stands, put --diff last.`,
    );
  }
  return parseInventory(
    attempt('read', diff, () => readFileSync(diff)),
    diff,
  );
}

/** With `--diff`, against that inventory; else byte for byte against the one that stands. */
async function isUpToDate(diff: InventoryDiff | null, { entries }: Inventory, { root }: Targets): Promise<boolean> {
  if (diff !== null) return isEmptyDiff(diff);
  const standing = await findStanding(root);
  return standing !== null && standingHash(standing) === inventoryHash(entries);
}

async function writeTo(
  output: string | null,
  { entries }: Inventory,
  { compress }: InventoryCommandOptions,
  terminal: Terminal,
): Promise<void> {
  if (output !== null) await writeOutput(output, inventoryBytes(entries, compress ?? output.endsWith('.gz')));
  else for await (const chunk of inventoryBytes(entries, compress ?? false)) terminal.out(chunk);
}

async function record(
  { root }: Targets,
  { entries }: Inventory,
  { compress, keep }: InventoryCommandOptions,
): Promise<WrittenInventory> {
  const result = await writeInventory(root, entries, { compress, keep });
  if (result.kind === 'locked') throw lockHeldError(result.holder);
  return result;
}

interface Facts {
  readonly targets: Targets;
  readonly inventory: Inventory;
  readonly diff: InventoryDiff | null;
  readonly upToDate: boolean | null;
  readonly written: WrittenInventory | null;
  readonly options: InventoryCommandOptions;
}

function report(facts: Facts, terminal: Terminal): void {
  const { inventory, diff, options } = facts;
  if (options.json === true) {
    terminal.out(answer('inventory', jsonReport(facts)));
    return;
  }
  if (diff !== null) terminal.out(drawInventoryDiff(diff, terminal.outColors));
  if (options.stats === true) terminal.out(drawStats(inventory.summary));
  terminal.err(drawInventoryProblems(inventory, terminal.errColors));
  if (options.quiet !== true) terminal.err(`${closingLine(facts)}\n`);
}

function closingLine({ inventory: { summary }, diff, upToDate, written, options, targets }: Facts): string {
  const files = summary.files === 1 ? '1 file' : `${summary.files} files`;
  if (upToDate === false && diff === null) return `The inventory is out of date. To write it: ${invocation()} inventory`;
  if (diff !== null) return isEmptyDiff(diff) ? `${files}, nothing differs.` : differences(diff);
  if (upToDate === true) return `${files}, the inventory is up to date.`;
  if (written === null)
    return `${files}, ${summary.bytes} bytes${options.output === '-' ? '' : `, written to ${visibleLine(options.output ?? '')}`}.`;
  const at = visibleLine(path.relative(process.cwd(), path.join(targets.root, written.path)));
  return `${files}, ${summary.bytes} bytes. ${written.changed ? `Written to ${at}.` : `${at} is up to date; nothing was written.`}`;
}

function differences({ added, removed, changed, moved }: InventoryDiff): string {
  return `${added.length} added, ${removed.length} removed, ${changed.length} changed, ${moved.length} moved.`;
}

function jsonReport({ targets, inventory, diff, upToDate, written }: Facts): InventoryReport {
  const { summary, failures, pruned } = inventory;
  return {
    root: targets.root,
    summary,
    written: written === null ? null : { path: written.path, changed: written.changed },
    upToDate,
    diff,
    failures: failures.flatMap(({ path: file, error }) => (error === undefined ? [] : [{ path: file, ...error }])),
    pruned,
  };
}
