import { campaignNames } from '../../bulk/campaign/campaign-folder.js';
import { redactorFor } from '../../bulk/hosts/secrets.js';
import { exportCsv } from '../../bulk/show/export-campaign.js';
import { markdownOverview, markdownRepositories } from '../../bulk/show/markdown.js';
import { select } from '../../bulk/verbs/select.js';
import { repositories } from '../../core/count-of.js';
import { visibleLine } from '../../core/display.js';
import { ExitCode } from '../exit-code.js';
import { answer } from '../report/answer.js';
import { openTerminal } from '../terminal.js';
import { outputPath, writeOutput } from '../write-output.js';
import { campaignAt, toldOf, withView } from './campaign-at.js';
import { bulkCommand } from './command-line.js';
import { type CommonOptions, type FailOn, type SelectingOptions, selectionOf } from './options.js';
import { drawCausesInBrief } from './report/draw-causes-in-brief.js';
import { drawOverview } from './report/draw-overview.js';
import { drawOpenPullRequests } from './report/draw-repositories.js';
import { drawNextSteps, nextBulkSteps, showReasons, stepsWithin } from './report/next-steps.js';
import { requireMatch } from './require-match.js';
import { isAsked } from './verb-exit-code.js';

/** The options of `codemod bulk status`. */
export interface BulkStatusOptions extends CommonOptions, SelectingOptions {
  readonly failOn?: FailOn;
}

/** `codemod bulk status`: how a campaign stands, or what was selected of it, as its journal has it. @returns the exit code. */
export async function runBulkStatus(options: BulkStatusOptions): Promise<number> {
  const at = campaignAt(options);
  const terminal = openTerminal(options.color, options.quiet);
  return await withView(at, async (view) => {
    const selection = selectionOf(options);
    requireMatch(view.state, selection);
    const { rows, overview } = toldOf(view, select(view.state, selection));
    const exitCode = isAsked(rows, options.failOn) ? ExitCode.failed : ExitCode.done;
    if (options.json === true) {
      terminal.out(answer('bulk status', { campaign: at.name, folder: view.folder, overview, repositories: rows, exitCode }));
      return exitCode;
    }
    const { outColumns, outColors } = terminal;
    const steps = stepsWithin(nextBulkSteps(overview), options);
    terminal.out(
      [
        drawOverview(overview, outColumns, outColors),
        drawOpenPullRequests(rows, outColumns, outColors),
        drawCausesInBrief(overview.causes, showReasons(steps, at.command, options), outColumns, outColors),
      ].join(''),
    );
    if (options.quiet !== true) {
      terminal.err(drawNextSteps(steps, at.command, terminal.columns, '\n'));
    }
    return exitCode;
  });
}

/** `codemod bulk list`: the campaigns of this folder. */
export async function runBulkList(options: CommonOptions): Promise<number> {
  const terminal = openTerminal(options.color, options.quiet);
  const root = process.cwd();
  const campaigns: { name: string; asked: string; counts: object; line: string }[] = [];
  for (const name of campaignNames(root)) {
    await withView({ root, name, command: bulkCommand(name) }, async (view) => {
      const { asked, counts } = toldOf(view).overview;
      const line = `${name}  ${visibleLine(asked)}, ${repositories(counts.selected)}, ${counts.merged} merged, ${counts.failed} failed\n`;
      campaigns.push({ name, asked, counts, line });
    });
  }
  if (options.json === true) {
    terminal.out(answer('bulk list', { root, campaigns: campaigns.map(({ line: _, ...campaign }) => campaign) }));
  } else {
    terminal.out(campaigns.map(({ line }) => line).join(''));
    if (campaigns.length === 0) terminal.err(`There is no campaign here. Begin one: ${bulkCommand(null)('init')}\n`);
  }
  return ExitCode.done;
}

export const EXPORT_FORMATS = ['csv', 'json', 'md'] as const;

/** The options of `codemod bulk export`. */
export interface BulkExportOptions extends CommonOptions, SelectingOptions {
  readonly format: (typeof EXPORT_FORMATS)[number];
  readonly out?: string;
}

/** `codemod bulk export`: every repository in a row, for other programs. */
export async function runBulkExport(options: BulkExportOptions): Promise<number> {
  const at = campaignAt(options);
  const terminal = openTerminal(options.color, options.quiet);
  return await withView(at, async (view) => {
    const wanted = new Set(select(view.state, selectionOf(options)).map(({ repo }) => repo));
    const { rows: all, overview } = toldOf(view);
    const rows = all.filter(({ repo }) => wanted.has(repo));
    const format = options.json === true ? 'json' : options.format;
    const text =
      format === 'csv'
        ? exportCsv(rows)
        : format === 'md'
          ? `${markdownOverview(overview)}\n${markdownRepositories(rows)}`
          : answer('bulk export', { campaign: at.name, folder: view.folder, overview, repositories: rows });
    if (options.out === undefined) terminal.out(text);
    else {
      await writeOutput(outputPath(options.out), chunksOf(redactorFor(view.spec.hosts).redact(text)));
      if (options.quiet !== true) terminal.err(`${repositories(rows.length)} written to ${visibleLine(options.out)}\n`);
    }
    return ExitCode.done;
  });
}

async function* chunksOf(text: string): AsyncIterable<Buffer> {
  yield Buffer.from(text);
}
