import type { Edit, MarkdownSection, OpenedFile, ProjectYield } from 'codex-codemod';
import { choosePlace, type Place } from './choose-place.js';
import { completeSection } from './complete-section.js';
import { contentsEntry } from './contents-entry.js';
import type { Scan } from './find-scans.js';
import { findSection } from './find-section.js';
import type { ReadmeContext } from './params.js';
import { itemText, sectionText } from './section-text.js';

type Readme = OpenedFile<'markdown'>;

const TITLE = 'Security scanning';

/** Adds the section to a README, or completes the one that it has. */
export async function* editReadme(readme: Readme, scans: readonly Scan[], context: ReadmeContext): AsyncGenerator<ProjectYield> {
  const { path, file, services } = readme;
  const standing = findSection(file, services.sections);
  if (standing.kind === 'unreadable') return;
  if (standing.kind === 'told') {
    yield* complete(readme, standing.section, scans, context);
  } else if (standing.kind === 'other') {
    const message = `the section "${standing.section.title}" names no scanner, and is left as it is`;
    yield context.finding('README005', path, message, 'Does this section tell what scans the repository?');
  } else if (scans.length === 0) {
    yield context.finding('README003', path);
  } else if (standing.kind === 'outer') {
    yield* add(readme, { where: { atEndOf: standing.section }, next: null }, scans, context);
  } else {
    const place = choosePlace(file, services.sections.root, context.params.before);
    if (place !== null) yield* add(readme, place, scans, context);
    else yield noPlace(readme, `there is no heading "${context.params.before}" that a section can stand before`, context);
  }
}

function noPlace({ path }: Readme, message: string, context: ReadmeContext): ProjectYield {
  return context.finding('README004', path, message, 'Before which heading of the README shall the section stand?');
}

async function* add(
  readme: Readme,
  { where, next }: Place,
  scans: readonly Scan[],
  context: ReadmeContext,
): AsyncGenerator<ProjectYield> {
  const { path, file, services } = readme;
  const edits = services.insertSection(await sectionText(scans, context), where);
  if (edits === null) {
    yield noPlace(readme, 'the section cannot be put in without changing what stands around its place', context);
    return;
  }
  const isListed = typeof where === 'string' || !('atEndOf' in where);
  const entry = isListed ? contentsEntry(file, services, TITLE, next) : [];
  const fits = entry !== null && !entry.some((one) => edits.some((other) => meet(one, other)));
  const at = { start: edits[0]?.start ?? 0, end: edits[0]?.end ?? 0 };
  const reason = 'the README does not tell what scans the repository';
  yield context.edit(readme, { reason, at, edits: fits ? [...edits, ...entry] : edits });
  if (!fits) yield context.finding('README006', path, `the entry "${TITLE}" is missing there`);
}

function meet(one: Edit, other: Edit): boolean {
  return one.start <= other.end && other.start <= one.end;
}

async function* complete(
  readme: Readme,
  section: MarkdownSection,
  scans: readonly Scan[],
  context: ReadmeContext,
): AsyncGenerator<ProjectYield> {
  const { path, file, services } = readme;
  const told = file.text.slice(section.range.start, section.range.end);
  const missing = scans.filter(({ scanner }) => !scanner.mention.test(told));
  if (missing.length === 0) return;
  const items = await Promise.all(missing.map((scan) => itemText(scan, context)));
  const names = missing.map(({ scanner }) => scanner.name).join(', ');
  const edits = completeSection(file.text, section, items, services);
  if (edits === null) {
    yield context.finding(
      'README005',
      path,
      `the section "${section.title}" does not name ${names}, and cannot be completed exactly`,
    );
  } else {
    yield context.edit(readme, { reason: `the section does not name ${names}`, at: section.heading ?? section.range, edits });
  }
}
