import { byCodeUnits } from '../core/by-code-units.js';
import type { Change } from '../core/change.js';
import { visible } from '../core/display.js';
import { groupBy } from '../core/group-by.js';
import type { Left } from '../core/left.js';
import { isSettled, withCaveat } from './level.js';
import { reportedFixes } from './placed-fixes.js';
import type { ReportFacts, Texts } from './report-facts.js';

type Kind = 'error' | 'failure' | 'skipped';

/** Something that a codemod says of one file. */
interface Said {
  readonly suite: string;
  /** Empty where it is about no file. */
  readonly path: string;
  readonly kind: Kind;
  /** A code, or how far a fix can be trusted. */
  readonly type: string;
  readonly line: number | null;
  readonly text: string;
}

/** Which of several truths about a file counts: the first that holds. */
const ORDER: readonly Kind[] = ['error', 'failure', 'skipped'];

/** The suite of what no codemod has anything to do with, such as files that are too large. */
const OWN = 'codex-codemod';

/**
 * One test suite a codemod and one test case a file that it has something to say of: a failure for what would change or was
 * found, an error for a file that failed. A codemod that says nothing has one case, which passes: readers refuse reports
 * without any.
 */
export function renderJunit({ plan, texts }: ReportFacts): string {
  const said = [...plan.changes.flatMap((change) => ofChange(change, texts)), ...plan.left.map(ofLeft)];
  const bySuite = groupBy(said, ({ suite }) => suite);
  const names = new Set([...plan.codemods.map(({ name }) => name), ...bySuite.keys()]);
  const suites = [...names].map((name) => drawSuite(name, bySuite.get(name) ?? []));
  const sums = sumOf(suites.map(({ counts }) => counts));
  const body = suites.map(({ xml }) => xml).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${OWN}" ${countAttributes(sums)}>\n${body}</testsuites>\n`;
}

function ofChange(change: Change, texts: Texts): readonly Said[] {
  if (change.kind !== 'modify') {
    const to = change.kind === 'rename' ? ` to ${change.to}` : '';
    const text = `${change.kind}${to}: ${change.reason}`;
    return [{ suite: change.codemod, path: change.path, kind: 'failure', type: change.kind, line: null, text }];
  }
  return reportedFixes(change, texts).map(({ path, codemod, fix, line }): Said => {
    const text = withCaveat(fix.reason, fix.caveat);
    return { suite: codemod, path, kind: 'failure', type: fix.applicability, line, text };
  });
}

function ofLeft(left: Left): Said {
  const { path, code, line, codemod, message, question } = left;
  const text = question === null ? message : `${message} ${question}`;
  const kind = left.kind === 'failed' ? 'error' : left.kind === 'skipped' || isSettled(left) ? 'skipped' : 'failure';
  return { suite: codemod ?? OWN, path: path ?? '', kind, type: code, line, text };
}

type CaseCounts = Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>>;

function drawSuite(name: string, said: readonly Said[]): { readonly xml: string; readonly counts: CaseCounts } {
  const cases = [...groupBy(said, ({ path }) => path)].sort(([a], [b]) => byCodeUnits(a, b));
  const kinds = cases.map(([, all]) => kindOf(all));
  const counts = {
    tests: Math.max(1, cases.length),
    failures: kinds.filter((kind) => kind === 'failure').length,
    errors: kinds.filter((kind) => kind === 'error').length,
    skipped: kinds.filter((kind) => kind === 'skipped').length,
  };
  const label = attribute(name);
  const body = cases.map(([path, all]) => drawCase(label, path, all)).join('');
  const passed = `    <testcase classname="${label}" name="nothing to change"/>\n`;
  return { xml: `  <testsuite name="${label}" ${countAttributes(counts)}>\n${body || passed}  </testsuite>\n`, counts };
}

function drawCase(label: string, path: string, said: readonly Said[]): string {
  const name = attribute(path === '' ? '(no file)' : path);
  const kind = kindOf(said);
  const [first] = said.filter((one) => one.kind === kind);
  const lines = said.map(({ type, line, text }) => `${path}${line === null ? '' : `:${line}`} ${type}: ${text}`).join('\n');
  const head = `type="${attribute(first?.type ?? '')}" message="${attribute(first?.text ?? '')}"`;
  return `    <testcase classname="${label}" name="${name}" file="${name}">\n      <${kind} ${head}>${content(lines)}</${kind}>\n    </testcase>\n`;
}

function kindOf(said: readonly Said[]): Kind {
  return ORDER.find((kind) => said.some((one) => one.kind === kind)) ?? 'skipped';
}

function sumOf(all: readonly CaseCounts[]): CaseCounts {
  const sum = (key: keyof CaseCounts): number => all.reduce((total, counts) => total + counts[key], 0);
  return { tests: sum('tests'), failures: sum('failures'), errors: sum('errors'), skipped: sum('skipped') };
}

function countAttributes({ tests, failures, errors, skipped }: CaseCounts): string {
  return `tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
}

/** What XML 1.0 does not let stand in a document, by no means (section 2.2), and `visible` leaves. */
const FORBIDDEN = /[\ufffe\uffff]/g;

function content(text: string): string {
  return visible(text).replace(FORBIDDEN, '\ufffd').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A reader makes spaces of newlines and tabs in an attribute where they are not written as references (section 3.3.3). */
function attribute(text: string): string {
  return content(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
