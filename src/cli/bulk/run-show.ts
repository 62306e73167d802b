import type { CampaignView } from '../../bulk/campaign/open-campaign.js';
import { otherWish } from '../../bulk/campaign/other-wish.js';
import { isDeclined, outcomeOfUnit } from '../../bulk/campaign/outcome-of.js';
import type { RepositoryState } from '../../bulk/model/campaign-state.js';
import { allLeftPlaces, firstLeftPlaces, leftPlacesOf } from '../../bulk/show/left-places.js';
import { markdownOverview, markdownRepositories, markdownShapes } from '../../bulk/show/markdown.js';
import type { Overview } from '../../bulk/show/overview.js';
import { repositoryRow } from '../../bulk/show/repository-row.js';
import { tallyShapes } from '../../bulk/show/shapes.js';
import { shownUnitPath } from '../../bulk/units/unit-path.js';
import { select } from '../../bulk/verbs/select.js';
import type { Selection } from '../../bulk/verbs/verb.js';
import { visibleLine } from '../../core/display.js';
import { CodemodError } from '../../core/errors.js';
import { quoted } from '../../core/quoted.js';
import { changeText } from '../../reports/change-text.js';
import { bytesBefore } from '../../reports/report-facts.js';
import { ExitCode } from '../exit-code.js';
import { invocation } from '../invocation.js';
import { answer } from '../report/answer.js';
import { printDiffs } from '../report/draw-diff.js';
import { openTerminal, type Terminal } from '../terminal.js';
import { type CampaignAt, campaignAt, toldOf, withView } from './campaign-at.js';
import { type CommonOptions, type SelectingOptions, selectionOf } from './options.js';
import { combinedPlan, storedPlans } from './read-unit.js';
import { drawCauses } from './report/draw-causes.js';
import { drawLeft, drawLeftOf, LEFT_NAMED } from './report/draw-left.js';
import { drawOverview, drawStopped } from './report/draw-overview.js';
import { drawRejected } from './report/draw-rejected.js';
import { drawRepositories } from './report/draw-repositories.js';
import { drawShapes } from './report/draw-shapes.js';
import { drawStanding } from './report/draw-standing.js';
import { drawTrouble } from './report/draw-trouble.js';
import { drawNextSteps, nextBulkSteps, publishing, stepsWithin } from './report/next-steps.js';
import type { GoingOn } from './report/what-helps.js';
import { requireMatch } from './require-match.js';

export const SHOW_BY = ['shape', 'reason', 'repo', 'outcome'] as const;
export const SHOW_FORMATS = ['text', 'json', 'md', 'html'] as const;

/** The options of `codemod bulk show`. */
export interface BulkShowOptions extends CommonOptions, SelectingOptions {
  readonly by?: (typeof SHOW_BY)[number];
  readonly format?: (typeof SHOW_FORMATS)[number];
}

interface Showing {
  readonly at: CampaignAt;
  readonly view: CampaignView;
  readonly repositories: readonly RepositoryState[];
  readonly selecting: SelectingOptions;
  readonly terminal: Terminal;
}

/** `codemod bulk show`: what a campaign would do, and what it left. Of one repository, the whole diff. @returns the exit code. */
export async function runBulkShow(options: BulkShowOptions): Promise<number> {
  const { by, format, json } = options;
  if (json === true && format !== undefined && format !== 'json') {
    throw new CodemodError('usage', `--json and --format ${format} ask for two answers. Choose one.`);
  }
  const at = campaignAt(options);
  const terminal = openTerminal(options.color, options.quiet);
  return await withView(at, async (view) => {
    const selection = selectionOf(options);
    requireMatch(view.state, selection);
    const repositories = select(view.state, selection);
    const showing = { at, view, repositories, selecting: options, terminal };
    const chosen = json === true ? 'json' : (format ?? 'text');
    if (by === undefined && options.repo !== undefined && chosen === 'text') await showDiffs(showing);
    else if (by === undefined && chosen === 'text' && isByStanding(selection)) await showStanding(showing);
    else await SHOWERS[chosen](showing, by ?? 'shape');
    return ExitCode.done;
  });
}

/** Who asks for outcomes or causes wants to know which repositories those are, whether or not they would change. */
function isByStanding({ outcomes, codes }: Selection): boolean {
  return outcomes !== undefined || codes !== undefined;
}

function goingOn({ command }: CampaignAt, overview: Overview): GoingOn {
  return { command, flag: publishing(overview).flag };
}

async function showStanding(showing: Showing): Promise<void> {
  const { at, view, repositories, selecting, terminal } = showing;
  const { rows, overview } = toldOf(view, repositories);
  const { outColors, outColumns } = terminal;
  terminal.out(drawRepositories(rows, outColumns, outColors));
  terminal.out(drawCauses(overview.causes, goingOn(at, overview), outColumns, outColors));
  const shapes = await tallyShapes(repositories, storedPlans(view.store));
  if (shapes.length > 0) terminal.out(`\n${drawShapes(shapes, at.command, outColumns, outColors)}`);
  terminal.err(drawNextSteps(stepsWithin(nextBulkSteps(overview), selecting), at.command, terminal.columns, '\n'));
}

function explain(): string {
  return `${invocation()} explain <code>`;
}

type Shower = (showing: Showing, by: (typeof SHOW_BY)[number]) => Promise<void>;

const SHOWERS: Readonly<Record<(typeof SHOW_FORMATS)[number], Shower>> = {
  text: showText,
  json: showJson,
  md: showMarkdown,
  html: showHtml,
};

async function showText(showing: Showing, by: (typeof SHOW_BY)[number]): Promise<void> {
  const { at, view, repositories, selecting, terminal } = showing;
  const { rows, overview } = toldOf(view, repositories);
  const { outColors, outColumns } = terminal;
  if (by === 'shape') {
    terminal.out(drawShapes(await tallyShapes(repositories, storedPlans(view.store)), at.command, outColumns, outColors));
  } else if (by === 'reason') {
    const trouble = drawTrouble(rows, outColors);
    const causes = drawCauses(overview.causes, goingOn(at, overview), outColumns, outColors);
    const first = await firstLeftPlaces(repositories, storedPlans(view.store), LEFT_NAMED);
    const left = drawLeft(overview.left, first, explain(), outColumns, outColors);
    const stopped = drawStopped(overview, outColumns, outColors);
    const all = `${stopped}${trouble}${causes}${left}`;
    terminal.out(all === '' ? 'Nothing is held up, and nothing is left to a person.\n' : all.replace(/^\n/, ''));
  } else if (by === 'repo') {
    terminal.out(`${drawRepositories(rows, outColumns, outColors)}${drawRejected(overview, outColumns)}`);
  } else terminal.out(drawOverview(overview, outColumns, outColors));
  terminal.err(drawNextSteps(stepsWithin(nextBulkSteps(overview), selecting), at.command, terminal.columns, '\n'));
}

async function showJson(showing: Showing, by: (typeof SHOW_BY)[number]): Promise<void> {
  const { at, view, repositories, terminal } = showing;
  const { rows, overview } = toldOf(view, repositories);
  const read = storedPlans(view.store);
  const shapes = by === 'shape' ? await tallyShapes(repositories, read) : null;
  const leftPlaces = await allLeftPlaces(repositories, read);
  terminal.out(answer('bulk show', { campaign: at.name, folder: view.folder, overview, repositories: rows, shapes, leftPlaces }));
}

async function showMarkdown(showing: Showing, by: (typeof SHOW_BY)[number]): Promise<void> {
  const { view, repositories, terminal } = showing;
  const { rows, overview } = toldOf(view, repositories);
  const head = markdownOverview(overview);
  if (by === 'shape') terminal.out(`${head}\n${markdownShapes(await tallyShapes(repositories, storedPlans(view.store)))}`);
  else terminal.out(by === 'repo' ? `${head}\n${markdownRepositories(rows)}` : head);
}

/** By shape, the page of the review, in which nothing can be decided; else the page of the campaign. */
async function showHtml(showing: Showing, by: (typeof SHOW_BY)[number]): Promise<void> {
  const { view, repositories, terminal } = showing;
  const combined = by === 'shape' ? await combinedPlan(view, repositories) : null;
  if (combined === null) {
    const { renderCampaignHtml } = await import('../../bulk/serve/render-campaign-html.js');
    terminal.out(
      renderCampaignHtml(view.spec, {
        state: { ...view.state, repositories: new Map(repositories.map((one) => [one.repo, one])) },
        running: view.running,
      }),
    );
    return;
  }
  const { renderReviewHtml } = await import('../../review/html/render-review-html.js');
  const { reviewFiles } = await import('../../core/review/review-files.js');
  terminal.out(renderReviewHtml(combined.plan, reviewFiles(combined.plan, combined.read), new Map(), shownUnitPath));
}

/** A line before the diffs of a repository, which `git apply` and `patch` pass over: several have files of the same name. */
function headOf(repo: string, shard: string): string {
  return `# ${visibleLine(repo)}${shard === '' ? '' : `, part ${visibleLine(shard)}`}`;
}

/** The whole diff of every repository that was asked for, and what it leaves. */
async function showDiffs({ view, repositories, terminal, at }: Showing): Promise<void> {
  const { overview } = toldOf(view, repositories);
  const read = storedPlans(view.store);
  for (const repository of repositories) {
    const { repo, units } = repository;
    const planned = units.flatMap((unit) => (unit.planned === null ? [] : [{ shard: unit.shard, id: unit.planned.plan }]));
    const isMixed = units.some(isDeclined) || new Set(units.map(outcomeOfUnit)).size > 1;
    if (planned.length === 0 || repository.outcome !== 'planned' || isMixed) {
      terminal.err(drawStanding(repositoryRow(repository), goingOn(at, overview), terminal.columns, terminal.errColors));
    }
    for (const { shard, id } of planned) {
      const stored = await read(id);
      if (stored === null) throw new CodemodError('plan-lost', `The store has no plan ${id}. Plan the campaign again.`);
      terminal.out(`${terminal.outColors.dim(headOf(repo, shard))}\n`);
      printDiffs(
        stored.plan.changes.map((change) => changeText(change, bytesBefore(change, stored.texts))),
        terminal,
      );
    }
    terminal.err(drawLeftOf(await leftPlacesOf(repository, read), explain(), terminal.columns, terminal.errColors));
  }
  const [first, ...more] = repositories;
  if (first === undefined || more.length > 0) return;
  const { outcome, approved, newPlan } = repositoryRow(first);
  if (!newPlan && (outcome !== 'planned' || approved === 'all')) return;
  const step = otherWish(view.spec)(first)
    ? { text: 'To plan it anew, as another wish has planned it:', words: ['resume'] }
    : { text: 'To approve it:', words: ['approve', '--repo', quoted(first.repo)] };
  terminal.err(drawNextSteps([step], at.command, terminal.columns));
}
