import { type Command, InvalidArgumentError, Option } from 'commander';
import { OUTCOMES, type RepositoryOutcome } from '../../bulk/model/campaign-state.js';
import type { Selection } from '../../bulk/verbs/verb.js';
import { CodemodError } from '../../core/errors.js';
import { quoted } from '../../core/quoted.js';
import { collect, parseCount } from '../option-values.js';
import type { ColorChoice } from '../terminal.js';

/** What every verb takes. */
export interface CommonOptions {
  readonly campaign?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color: ColorChoice;
}

/** By which a verb's repositories are chosen. */
export interface SelectingOptions {
  readonly repo?: readonly string[];
  readonly group?: readonly string[];
  readonly wave?: readonly number[];
  readonly shape?: readonly string[];
  readonly outcome?: readonly RepositoryOutcome[];
  /** `code=…` */
  readonly where?: readonly string[];
}

export type FailOn = 'failed' | 'needs-human' | 'skipped' | 'findings';

/** Where and how jobs run. */
export interface RunningOptions {
  readonly engine: 'local' | 'bullmq';
  readonly queue?: string;
  readonly jobs?: number;
  readonly failOn?: FailOn;
  /** Then `json` is true as well. */
  readonly jsonLines?: boolean;
}

export type VerbOptions = CommonOptions & SelectingOptions & RunningOptions;

export function withCommon(command: Command): Command {
  return command
    .option('--campaign <name>', 'the campaign (default: the only one of this folder)')
    .option('--json', 'print one JSON object')
    .option('-q, --quiet', 'print no summary and no progress')
    .addOption(new Option('--color <when>', 'use colour').choices(['auto', 'always', 'never']).default('auto'))
    .exitOverride()
    .showSuggestionAfterError();
}

export function withSelecting(command: Command): Command {
  return command
    .option(
      '--repo <key>',
      'only this repository: its key, or the end of it after a "/" (acme/api, api); * and ** take several (repeatable)',
      collect,
    )
    .option('--group <name>', 'only repositories of this group (repeatable)', collect)
    .option('--wave <n>', 'only repositories of this wave (repeatable)', collectCount)
    .option('--shape <id>', 'only repositories with an edit of this shape (repeatable)', collect)
    .addOption(
      new Option('--outcome <outcome>', 'only repositories that stand so (repeatable)').argParser(
        (value: string, before: readonly RepositoryOutcome[] = []): readonly RepositoryOutcome[] => [...before, outcomeOf(value)],
      ),
    )
    .option('--where <code=…>', 'only repositories held up by this cause (repeatable)', collect);
}

export function withRunning(command: Command): Command {
  return command
    .addOption(new Option('--engine <engine>', 'where jobs run').choices(['local', 'bullmq']).default('local'))
    .option('--queue <url>', 'the Redis of --engine bullmq (default: REDIS_URL)')
    .option('--jobs <n>', 'jobs that compute, at one time (default: one a processor)', parseCount)
    .addOption(new Option('--fail-on <what>', 'exit 4 for these too').choices(['failed', 'needs-human', 'skipped', 'findings']))
    .addOption(new Option('--json-lines', 'print lines of JSON: each line of the journal, then the end').implies({ json: true }));
}

/** @throws CodemodError `usage`. */
export function selectionOf({ repo, group, wave, shape, outcome, where }: SelectingOptions): Selection {
  return {
    ...(repo === undefined ? {} : { repos: repo }),
    ...(group === undefined ? {} : { groups: group }),
    ...(wave === undefined ? {} : { waves: wave }),
    ...(shape === undefined ? {} : { shapes: shape }),
    ...(outcome === undefined ? {} : { outcomes: outcome }),
    ...(where === undefined ? {} : { codes: where.map(codeOf) }),
  };
}

/** The same selection as it is typed, to be put into a command that goes on with it. */
export function selectionWords({ repo, group, wave, shape, outcome, where }: SelectingOptions): readonly string[] {
  const asked = { repo, group, wave: wave?.map(String), shape, outcome, where };
  return Object.entries(asked).flatMap(([name, values = []]) => values.flatMap((value) => [`--${name}`, quoted(value)]));
}

function codeOf(where: string): string {
  const [, code] = /^code=(.+)$/.exec(where) ?? [];
  if (code === undefined) throw new CodemodError('usage', 'Write --where as code=…, with the code of a cause.');
  return code;
}

function outcomeOf(value: string): RepositoryOutcome {
  const outcome = OUTCOMES.find((one) => one === value);
  if (outcome === undefined) throw new InvalidArgumentError(`It must be one of: ${OUTCOMES.join(', ')}.`);
  return outcome;
}

function collectCount(value: string, before: readonly number[] = []): readonly number[] {
  return [...before, parseCount(value)];
}
