import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { checkChanges } from './check-changes.mjs';
import { codemodNames, dryRun, ensureRepository } from './codemod-run.mjs';
import { compareVariant, VARIANTS, writeVariant } from './variants.mjs';

/** Files of a sample beside all those that a codemod has something to say about. */
const SAMPLE = 500;

/** Runs codemods over the corpus and checks what they would do. @returns the number of faults. */
export function runCorpus(folder, names = codemodNames()) {
  const files = path.join(folder, 'files');
  ensureRepository(files);
  let faults = 0;
  for (const name of names) {
    const before = snapshot(files);
    const { report, crash, wall } = dryRun(name, files);
    const found = crash === null ? [] : [crash];
    if (snapshot(files) !== before) found.push('the dry run has changed a file of the corpus');
    if (report !== null) {
      for (const { path: file, failure } of report.outcomes) {
        if (failure !== null) found.push(`${file}: ${failure.code}: ${failure.message}`);
      }
      for (const { path: file = '', code, message } of report.project.failures) found.push(`${file}: ${code}: ${message}`);
      found.push(...checkChanges(name, report, files, path.join(folder, 'patched', name)));
      tell(name, report, wall);
      found.push(...runVariants(name, report, files, folder));
    }
    for (const fault of found) console.log(`  WRONG ${fault}`);
    console.log(`  ${found.length === 0 ? 'nothing wrong' : `${found.length} wrong`}`);
    faults += found.length;
  }
  return faults;
}

function tell(name, { counts, changes, outcomes }, wall) {
  const fixes = changes.reduce((sum, change) => sum + (change.fixes?.length ?? 0), 0);
  const { discovered, ...kinds } = counts;
  const parts = Object.entries(kinds).map(([kind, count]) => `${count} ${kind}`);
  console.log(`\n${name}: ${discovered} files = ${parts.join(' + ')}; ${fixes} fixes; ${(wall / 1000).toFixed(1)} s`);
  const codes = outcomes.flatMap(({ findings, withheld, skip, failure }) => [
    ...findings.map(({ code }) => code),
    ...withheld.map(({ because }) => `withheld ${because}`),
    ...(skip === null ? [] : [`skipped ${skip.code}`]),
    ...(failure === null ? [] : [`failed ${failure.code}`]),
  ]);
  const tally = count(codes);
  for (const [code, times] of [...tally].sort()) console.log(`  ${String(times).padStart(6)} ${code}`);
}

function count(codes) {
  const tally = new Map();
  for (const code of codes) tally.set(code, (tally.get(code) ?? 0) + 1);
  return tally;
}

function runVariants(name, report, files, folder) {
  const changed = report.changes.filter(({ kind }) => kind === 'modify').map((change) => change.path);
  const told = report.outcomes
    .filter(({ findings, withheld }) => findings.length + withheld.length > 0)
    .map((outcome) => outcome.path);
  const all = pythonFiles(files);
  const every = Math.max(1, Math.floor(all.length / SAMPLE));
  const sample = [...new Set([...changed, ...told, ...all.filter((_, index) => index % every === 0)])];
  const found = [];
  for (const [variant, spell] of Object.entries(VARIANTS)) {
    const target = path.join(folder, 'variants', variant);
    const paths = writeVariant(spell, sample, files, target);
    const { report: own, crash } = dryRun(name, target);
    const wrong =
      crash === null
        ? [
            ...compareVariant(variant, spell, changed, path.join(folder, 'patched', name), own, paths),
            ...checkChanges(name, own, target, path.join(folder, 'patched', `${name}-${variant}`)),
          ]
        : [crash];
    console.log(`  ${variant}: ${paths.length} files, ${own?.counts.changed ?? 0} changed, ${own?.counts.failed ?? 0} failed`);
    found.push(...wrong.map((fault) => `${variant}: ${fault}`));
  }
  return found;
}

/** Sorted, so that a sample is the same on every machine. */
function pythonFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.py'))
    .sort();
}

/** Names, sizes and times of all files, as one text: a dry run must not change it. */
function snapshot(folder) {
  const facts = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const { size, mtimeMs, ino } = statSync(file);
      return `${file} ${size} ${mtimeMs} ${ino}`;
    });
  return facts.sort().join('\n');
}
