import { type Command, Option } from 'commander';
import { type CommonOptions, withCommon, withRunning, withSelecting } from '../bulk/options.js';
import type { BulkApproveOptions } from '../bulk/run-approve.js';
import type { BulkDecisionsOptions } from '../bulk/run-decisions.js';
import type { BulkPlanOptions } from '../bulk/run-plan.js';
import type { BulkReviewOptions } from '../bulk/run-review.js';
import type { BulkShowOptions } from '../bulk/run-show.js';
import type { BulkExportOptions, BulkStatusOptions } from '../bulk/run-status.js';
import type { JobVerb, JobVerbOptions } from '../bulk/run-verb.js';
import { asTyped, examples } from '../invocation.js';
import type { Finish } from '../main.js';
import { collect, collectParam, parseCount } from '../option-values.js';
import { hangText } from '../report/prose.js';

function help(): string {
  return examples(
    'codemod bulk init  write a manifest to fill in',
    'codemod bulk plan utc-datetime --repos repos.yaml  see what would change; nothing is written',
    'codemod bulk show --by shape  the edits that are alike, with an example each',
    'codemod bulk approve --wave 1  approve the first wave',
    'codemod bulk publish --pr  open pull requests for what was approved, and nothing else',
    'codemod bulk status  how it stands',
  );
}

const EXIT_CODES = [
  ['0', 'done'],
  ['2', 'the command cannot be meant so: nothing was begun'],
  ['3', 'refused: what is there now is not what it was meant for'],
] as const;
const RAN_CODES = [
  ['4', 'a repository failed that it ran or was asked about, the campaign stopped by itself, or --fail-on says so'],
] as const;
const LOOKED_CODES = [['4', '--fail-on says so']] as const;
const STOPPED_CODES = [['130', 'interrupted: codemod bulk resume goes on']] as const;

/** What the process answers, for the help of a command that runs jobs, looks at repositories, or neither. */
function exitCodes(kind: 'runs' | 'status' | 'other'): string {
  const codes = [
    ...EXIT_CODES,
    ...(kind === 'runs' ? RAN_CODES : kind === 'status' ? LOOKED_CODES : []),
    ...(kind === 'runs' ? STOPPED_CODES : []),
  ];
  return `\nExit codes:\n${codes.map(([code, about]) => hangText(`  ${code.padEnd(5)}`, asTyped(about), 80)).join('')}`;
}

const PUBLISHERS = [
  ['--pr', 'open pull requests'],
  ['--branch-only', 'push branches'],
  ['--patch', 'write patch files into the folder of the campaign'],
] as const;

const JOB_VERBS: readonly (readonly [verb: JobVerb, description: string])[] = [
  ['publish', 'publish exactly what was approved, wave by wave'],
  ['sync', 'ask the hosts how branches and pull requests stand'],
  ['resume', 'go on with what was cut off'],
  ['retry', 'run again what has failed'],
  ['update', 'plan again on what the branches are now'],
  ['merge', 'merge pull requests that nothing stands against'],
  ['close', 'close pull requests; branches stay'],
  ['undo', 'close, delete branches, and offer reverts of what was merged'],
];

export function addBulk(program: Command, finish: Finish): Command {
  const bulk = program.command('bulk').description('one codemod or recipe over many repositories').addHelpText('after', help);
  bulk.hook('preAction', async () => {
    const { keepSecretsFromOutput } = await import('../keep-secrets.js');
    keepSecretsFromOutput([]);
  });
  addInit(bulk, finish);
  addBulkPlan(bulk, finish);
  addLooking(bulk, finish);
  addApproving(bulk, finish);
  addReviewing(bulk, finish);
  for (const [verb, description] of JOB_VERBS) addJobVerb(bulk, finish, verb, description);
  for (const command of bulk.commands) command.addHelpText('after', () => exitCodes(kindOf(command)));
  return bulk;
}

function kindOf(command: Command): 'runs' | 'status' | 'other' {
  if (command.options.some(({ long }) => long === '--engine')) return 'runs';
  return command.name() === 'status' ? 'status' : 'other';
}

function addInit(bulk: Command, finish: Finish): void {
  withCommon(bulk.command('init'))
    .argument('[file]', 'the manifest to write', 'repos.yaml')
    .description('write a manifest with comments, to be filled in')
    .action(async (file: string, options: CommonOptions) => {
      const { runBulkInit } = await import('../bulk/run-init.js');
      finish(await runBulkInit(file, options), { hasWritten: true });
    });
}

function addBulkPlan(bulk: Command, finish: Finish): void {
  withRunning(withSelecting(withCommon(bulk.command('plan'))))
    .argument('<name>', 'a name from `codemod list`, or the path of a codemod or recipe')
    .description('compute the change of every repository; nothing is written anywhere but here')
    .requiredOption('--repos <file>', 'the manifest, see `codemod bulk init`')
    .option('--param <key=value>', 'set a parameter of the codemod (repeatable)', collectParam)
    .option('--unsafe', 'also plan fixes that are marked unsafe')
    .option('--include <glob>', 'only paths that match (repeatable)', collect)
    .option('--exclude <glob>', 'no paths that match (repeatable)', collect)
    .option('--no-ignore', 'also ignored, vendored and generated files')
    .option('--inventory', 'bring .codex/inventory.json up to date with the change')
    .option('--store <address>', 'with a queue: a folder or Redis that all machines reach (default: the Redis of --queue)')
    .option('--limit <n>', 'plan at most so many repositories', parseCount)
    .action(async (name: string, options: BulkPlanOptions) => {
      const { runBulkPlan } = await import('../bulk/run-plan.js');
      finish(await runBulkPlan(name, options), { hasWritten: true });
    });
}

function addLooking(bulk: Command, finish: Finish): void {
  withSelecting(withCommon(bulk.command('show')))
    .description('what would change and what was left; with --repo, the whole diff of a repository')
    .addOption(new Option('--by <what>', 'how it is grouped (default: shape)').choices(['shape', 'reason', 'repo', 'outcome']))
    .addOption(new Option('--format <format>', 'how it is shown (default: text)').choices(['text', 'json', 'md', 'html']))
    .action(async (options: BulkShowOptions) => {
      const { runBulkShow } = await import('../bulk/run-show.js');
      finish(await runBulkShow(options));
    });
  withSelecting(withCommon(bulk.command('status')))
    .description('how the campaign stands, or what was selected of it')
    .addOption(new Option('--fail-on <what>', 'exit 4 for these').choices(['failed', 'needs-human', 'skipped', 'findings']))
    .action(async (options: BulkStatusOptions) => {
      const { runBulkStatus } = await import('../bulk/run-status.js');
      finish(await runBulkStatus(options));
    });
  withSelecting(withCommon(bulk.command('export')))
    .description('every repository in a row, for other programs')
    .addOption(new Option('--format <format>', 'how it is written').choices(['csv', 'json', 'md']).default('csv'))
    .option('--out <file>', 'write it there (default: standard output)')
    .action(async (options: BulkExportOptions) => {
      const { runBulkExport } = await import('../bulk/run-status.js');
      finish(await runBulkExport(options), { hasWritten: options.out !== undefined });
    });
  withCommon(bulk.command('list'))
    .description('the campaigns of this folder')
    .action(async (options: CommonOptions) => {
      const { runBulkList } = await import('../bulk/run-status.js');
      finish(await runBulkList(options));
    });
  withCommon(bulk.command('serve'))
    .description('show the campaign as a page on this machine, as it goes on')
    .action(async (options: CommonOptions) => {
      const { runBulkServe } = await import('../bulk/run-serve.js');
      finish(await runBulkServe(options));
    });
}

function addApproving(bulk: Command, finish: Finish): void {
  withSelecting(withCommon(bulk.command('approve')))
    .description('approve planned changes as they stand; nothing is published by it')
    .option('--all', 'all of them')
    .option('--revoke', 'take the approval back')
    .action(async (options: BulkApproveOptions) => {
      const { runBulkApprove } = await import('../bulk/run-approve.js');
      finish(await runBulkApprove(options), { hasWritten: true });
    });
}

function addReviewing(bulk: Command, finish: Finish): void {
  const command = bulk
    .command('review')
    .description('decide hunk by hunk, in a browser or in this terminal; what is accepted is approved')
    .option('--tty', 'in this terminal')
    .option('--campaign <name>', 'the campaign (default: the only one of this folder)')
    .addOption(new Option('--color <when>', 'use colour').choices(['auto', 'always', 'never']).default('auto'))
    .exitOverride()
    .showSuggestionAfterError();
  withSelecting(command).action(async (options: BulkReviewOptions) => {
    const { runBulkReview } = await import('../bulk/run-review.js');
    finish(await runBulkReview(options), { hasWritten: true });
  });
  withSelecting(withCommon(bulk.command('decisions')))
    .description('what reviews of the campaign have rejected, and take it back')
    .option('--forget <id>', 'plan with it again (repeatable; "all": everything)', collect)
    .action(async (options: BulkDecisionsOptions) => {
      const { runBulkDecisions } = await import('../bulk/run-decisions.js');
      finish(await runBulkDecisions(options), { hasWritten: options.forget !== undefined });
    });
}

function addJobVerb(bulk: Command, finish: Finish, verb: JobVerb, description: string): void {
  const command = withRunning(withSelecting(withCommon(bulk.command(verb)))).description(description);
  if (verb === 'publish' || verb === 'retry') {
    for (const [flag, told] of PUBLISHERS) command.option(flag, verb === 'publish' ? told : `where publishing failed: ${told}`);
  }
  command.action(async (options: JobVerbOptions) => {
    const { runJobVerb } = await import('../bulk/run-verb.js');
    finish(await runJobVerb(verb, options), { hasWritten: true });
  });
}
