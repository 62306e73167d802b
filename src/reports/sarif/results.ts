import type { Fix, Location, PhysicalLocation, Region, Result } from 'sarif';
import type { Change } from '../../core/change.js';
import { keyOfFile } from '../../core/fix-key.js';
import type { Left } from '../../core/left.js';
import { decodeSource, isSkip } from '../../core/source-file.js';
import { rangeOfLeft } from '../left-range.js';
import { levelOfFix, levelOfLeft, withCaveat } from '../level.js';
import { type ReportedFix, reportedFixes } from '../placed-fixes.js';
import { bytesBefore, type ReportFacts, type Texts } from '../report-facts.js';
import type { Artifacts } from './artifacts.js';
import { message } from './message.js';
import { regionsOf } from './region.js';
import type { Descriptors } from './rules.js';

interface Around {
  readonly facts: ReportFacts;
  readonly artifacts: Artifacts;
  readonly rules: Descriptors;
}

/** What the plan changes, then what it leaves to a person, each in the order of the plan. */
export function resultsOf(around: Around): readonly Result[] {
  const { plan, texts } = around.facts;
  const changed = plan.changes.flatMap((change) =>
    change.kind === 'modify' ? ofFixes(change, texts, around) : [ofWholeFile(change, around)],
  );
  return [...changed, ...plan.left.flatMap((left) => ofLeft(left, around))];
}

function ofFixes(change: Change & { readonly kind: 'modify' }, texts: Texts, around: Around): readonly Result[] {
  const source = decodeSource(change.path, bytesBefore(change, texts) ?? new Uint8Array(), change.encoding);
  const regionOf = regionsOf(isSkip(source) ? '' : source.text);
  return reportedFixes(change, texts).map((reported) => {
    const { codemod, version, fix, line, at, replacements, untold } = reported;
    const note = untold === null ? '' : ` (This fix cannot be shown alone: ${untold}.)`;
    return {
      ...ruled(codemod, around.rules),
      level: levelOfFix(fix.applicability),
      message: message(`${withCaveat(fix.reason, fix.caveat)}${note}`),
      locations: [locationOf(change.path, at === null ? { startLine: line } : regionOf(at), around.artifacts)],
      partialFingerprints: { 'codemodFix/v1': fix.key },
      ...(replacements === null ? {} : { fixes: [fixOf(reported, replacements, regionOf, around.artifacts)] }),
      properties: { codemod, version, applicability: fix.applicability },
    };
  });
}

function fixOf(
  { path, fix }: ReportedFix,
  replacements: NonNullable<ReportedFix['replacements']>,
  regionOf: ReturnType<typeof regionsOf>,
  artifacts: Artifacts,
): Fix {
  return {
    description: message(fix.reason),
    artifactChanges: [
      {
        artifactLocation: artifacts.locate(path),
        replacements: replacements.map((replacement) => ({
          deletedRegion: regionOf(replacement),
          insertedContent: { text: replacement.newText },
        })),
      },
    ],
  };
}

/** Making, removing or moving a file is nothing that `fixes` can tell: they change the text of a file that is there. */
function ofWholeFile(change: Exclude<Change, { kind: 'modify' }>, { artifacts, rules }: Around): Result {
  const what = change.kind === 'rename' ? `The file moves to ${change.to}.` : WHOLE[change.kind];
  return {
    ...ruled(change.codemod, rules),
    level: 'note',
    message: message(`${what} ${change.reason}`),
    locations: [locationOf(change.path, null, artifacts)],
    partialFingerprints: { 'codemodFix/v1': keyOfFile(change) },
    properties: { codemod: change.codemod, version: change.version, applicability: 'safe' },
  };
}

const WHOLE = { create: 'The file is made.', delete: 'The file is removed.' } as const;

function ofLeft(left: Left, { facts, artifacts, rules }: Around): readonly Result[] {
  if (left.kind === 'skipped' || left.kind === 'failed') return [];
  const question = left.question === null ? '' : ` ${left.question}`;
  return [
    {
      ...ruled(left.code, rules),
      level: levelOfLeft(left, facts.codes),
      message: message(`${left.message}${question}`),
      ...placesOf(left, facts.texts, artifacts),
      properties: { kind: left.kind, ...(left.codemod === null ? {} : { codemod: left.codemod }) },
    },
  ];
}

/** A step of a recipe may stand in a change and not in the list of codemods, of a plan that is not ours: then it has no index. */
function ruled(id: string, rules: Descriptors): Pick<Result, 'ruleId' | 'ruleIndex'> {
  const index = rules.indexOf(id);
  return index < 0 ? { ruleId: id } : { ruleId: id, ruleIndex: index };
}

/** Where something stands that is left; nothing where it is about no file. */
export function placesOf(left: Left, texts: Texts, artifacts: Artifacts): { readonly locations?: Location[] } {
  if (left.path === null) return {};
  const range = rangeOfLeft(left, texts);
  const line = left.line === null ? null : { startLine: left.line };
  return { locations: [locationOf(left.path, range === null ? line : regionsOf(range.text)(range), artifacts)] };
}

/** @param region null: it is about the file as a whole. */
function locationOf(path: string, region: Region | null, artifacts: Artifacts): Location {
  const physicalLocation: PhysicalLocation = { artifactLocation: artifacts.locate(path), ...(region === null ? {} : { region }) };
  return { physicalLocation };
}
