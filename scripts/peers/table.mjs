import { withHashbang } from '../../dist/src/languages/javascript/foreign/hashbang.js';
import { canonical, changedLines, commentsIn } from './compare.mjs';

/** What became of one input, by the two texts beside each other; {@link FAULTS} are outcomes that may not be. */
export function verdictOf({ path: file, source, expected }, theirs, ours) {
  const outcome = outcomeOf(file, source, theirs, ours);
  const isExpected = (text) => expected !== null && text !== undefined && isSame(file, text, expected);
  const lines = (text) => (text === undefined ? 0 : changedLines(source, text));
  return {
    outcome,
    why: ours.failure ?? ours.skip ?? '',
    theirFailure: theirs.failure ?? '',
    lines: { theirs: lines(theirs.text), ours: lines(ours.text) },
    expected: expected === null ? null : { theirs: isExpected(theirs.text), ours: isExpected(ours.text) },
  };
}

export const FAULTS = ['differs', 'comments differ', 'more lines', 'ours fails', 'theirs fails'];

function outcomeOf(file, source, theirs, ours) {
  if (theirs.failure !== undefined && ours.failure !== undefined) return 'both fail';
  if (ours.skip !== undefined) return theirs.text === source || theirs.failure !== undefined ? 'skipped' : 'skipped, not valid';
  if (theirs.failure !== undefined) return 'theirs fails';
  if (ours.failure !== undefined) return canonical(file, theirs.text) === null ? 'refused, theirs is broken' : 'ours fails';
  if (theirs.text === source && ours.text === source) return 'unchanged';
  // recast writes code behind a hashbang, where nothing runs it.
  const printed = withHashbang(theirs.text, source);
  const wanted = canonical(file, printed);
  if (wanted === null || wanted !== canonical(file, ours.text)) return 'differs';
  if (commentsIn(file, printed).join('\0') !== commentsIn(file, ours.text).join('\0')) return 'comments differ';
  if (changedLines(source, ours.text) > changedLines(source, theirs.text)) return 'more lines';
  return ours.text === source ? 'only noise, not written' : 'same';
}

function isSame(file, one, other) {
  const wanted = canonical(file, other);
  return one.trim() === other.trim() || (wanted !== null && canonical(file, one) === wanted);
}

/** Prints one line for each package, the faults, and the sums. */
export function printTable(results) {
  const packages = byPackage(results);
  const head = [
    'package',
    'transforms',
    'changing',
    'inputs',
    'same',
    'noise',
    'fail',
    'skip',
    'WRONG',
    'pairs',
    'lines',
    'theirs',
  ];
  const rows = [...packages].map(([name, list]) => rowOf(name, list));
  rows.push(rowOf('all', results));
  for (const row of [head, ...rows])
    console.log(row.map((cell, index) => (index === 0 ? String(cell).padEnd(36) : String(cell).padStart(8))).join(' '));
}

function byPackage(results) {
  const groups = new Map();
  for (const one of results) groups.set(one.name, [...(groups.get(one.name) ?? []), one]);
  return groups;
}

function rowOf(name, results) {
  const ran = results.filter(({ fault }) => fault === undefined);
  const verdicts = ran.flatMap((one) => one.verdicts);
  const count = (...outcomes) => verdicts.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const changing = ran.filter((one) => one.verdicts.some(({ lines }) => lines.theirs > 0)).length;
  const pairs = verdicts.filter(({ expected }) => expected !== null);
  const met = (whose) => pairs.filter(({ expected }) => expected[whose]).length;
  const sum = (whose) => verdicts.reduce((all, { lines }) => all + lines[whose], 0);
  return [
    name,
    ran.length,
    changing,
    verdicts.length,
    count('same'),
    count('only noise, not written'),
    count('both fail', 'refused, theirs is broken'),
    count('skipped', 'skipped, not valid'),
    count(...FAULTS),
    `${met('ours')}/${met('theirs')}`,
    sum('ours'),
    sum('theirs'),
  ];
}
