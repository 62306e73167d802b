import os from 'node:os';
import type { CodemodError } from '../core/errors.js';
import type { Wanted } from '../core/fix.js';
import type { FileFailure } from '../core/outcome.js';
import type { NotedFile } from '../core/project-stage.js';
import type { ProjectTree } from '../core/project-tree.js';
import type { OnOutput } from './attributed-output.js';
import type { ChildLimits } from './child-limits.js';
import { type Answer, Child } from './child-process.js';
import { folderInside } from './folder-inside.js';
import type { CodemodReference, FromChild, ProjectResult, SurveyResult, ToChild, ToldBy } from './messages.js';
import { NOTHING } from './no-project.js';
import { neededToLoad, type Permission } from './permissions.js';
import { NOTHING_SURVEYED } from './run-survey.js';
import { surveyWithout } from './survey-without.js';
import { type FileTransform, failedTransform } from './transform-file.js';
import type { OnHold, Transformer } from './transformer.js';

export interface PoolOptions extends Partial<ChildLimits> {
  readonly codemods: readonly CodemodReference[];
  readonly wanted: Wanted;
  /** What transforms may do that Node's permission model would refuse; default: load compiled modules, as parsers do. */
  readonly allowed?: readonly Permission[];
  /** The current folder of the children; default: that of no repository. */
  readonly folder?: string;
  /** A child that has described the codemods, under the same permissions; default: the first one is started anew. */
  readonly warm?: Child;
  /** The most children at a time; default: one a processor. */
  readonly jobs?: number;
  /** Start the first child at once, beside the search for files, and not with the first file; default: false. */
  readonly eager?: boolean;
  /** What a codemod printed, line by line; default: dropped. */
  readonly onOutput?: OnOutput;
}

/** A second child is started only when this many files wait: it costs more than it saves in a small run. */
const FILES_WORTH_A_CHILD = 12;

/** A codemod that loops would cost its deadline for every file: after so many in a row the run gives up. */
const MOST_DEADLINES = 4;

/**
 * What a transform has left running for one file may end the process while it holds the next one. That one is tried once more,
 * in another child; one that has ended the process itself is not.
 */
function mayBeOfAnother(answer: Answer, { done, endedItself }: Child): boolean {
  return answer.kind === 'failure' && answer.failure.code === 'worker-crash' && done > 0 && !endedItself;
}

const TRUSTED: readonly Permission[] = ['addons'];

const NO_ANSWER: FileFailure = { code: 'worker-crash', message: 'the child gave no answer' };

interface WaitingFile {
  /** True for the second try. */
  readonly again: boolean;
  readonly message: ToChild & { type: 'file' };
  readonly resolve: (result: FileTransform) => void;
  readonly reject: (error: CodemodError) => void;
}

/**
 * Transforms in child processes, since a hostile file can crash a parser, and a codemod the whole process. A child that
 * dies is the failure of the one file that it held; the others go on in another child.
 */
export function childPool(options: PoolOptions): Transformer {
  const most = Math.max(1, options.jobs ?? os.availableParallelism());
  const { codemods, wanted, folder = null, onOutput = () => {} } = options;
  const start = { type: 'start', codemods, wanted, folder } as const;
  const allowed = [...(options.allowed ?? TRUSTED), ...neededToLoad(codemods.map(({ url }) => url))];
  const children = new Set<Child>();
  const idle: Child[] = [];
  const waiting: WaitingFile[] = [];
  let broken: CodemodError | null = null;
  let deadlines = 0;

  async function work(child: Child): Promise<void> {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      if (broken !== null) job.reject(broken);
      else await runFile(child, job);
      if (!child.usable) break;
    }
    if (child.usable) idle.push(child);
    else {
      await child.close();
      children.delete(child);
      if (waiting.length > 0) void work(open());
    }
  }

  async function runFile(child: Child, job: WaitingFile): Promise<void> {
    if (deadlines >= MOST_DEADLINES) {
      job.resolve(
        failedTransform({
          code: 'deadline',
          message: `it was not tried: ${deadlines} files before it took too long, one after the other`,
        }),
      );
      return;
    }
    const answer = await child.give(job.message);
    if (mayBeOfAnother(answer, child) && !job.again) {
      waiting.unshift({ ...job, again: true });
      return;
    }
    deadlines = answer.kind === 'failure' && answer.failure.code === 'deadline' ? deadlines + 1 : 0;
    if (answer.kind === 'broken') {
      broken = answer.error;
      job.reject(broken);
    } else if (answer.kind === 'failure') job.resolve(failedTransform(answer.failure));
    else if (answer.message.type === 'done') job.resolve(answer.message.result);
  }

  function open(): Child {
    return admit(new Child(start, allowed, options, onOutput));
  }

  function admit(child: Child): Child {
    children.add(child);
    return child;
  }

  function schedule(): void {
    const child = idle.pop();
    if (child !== undefined) void work(child);
    else if (children.size === 0 || (children.size < most && waiting.length >= FILES_WORTH_A_CHILD)) void work(open());
  }

  /** Has one piece of work done that is no file of the queue. A failure tells the file that a survey worked for. */
  async function ask(
    message: ToChild,
    tree: ProjectTree | null,
    onHold?: OnHold,
  ): Promise<{ message: FromChild } | { failure: FileFailure; held: string | null }> {
    const child = idle.pop() ?? open();
    const answer = await child.give(message, tree, onHold);
    if (child.usable) idle.push(child);
    else {
      children.delete(child);
      await child.close();
    }
    if (answer.kind === 'broken') throw answer.error;
    return answer.kind === 'failure' ? { failure: answer.failure, held: child.held } : answer;
  }

  if (options.warm?.usable === true) {
    options.warm.start(start, options, onOutput);
    idle.push(admit(options.warm));
  } else if (options.eager === true) idle.push(open());

  return {
    file: (which, path, bytes, told: ToldBy = new Map()) =>
      new Promise((resolve, reject) => {
        waiting.push({ again: false, message: { type: 'file', which, path, bytes, told }, resolve, reject });
        schedule();
      }),
    async parse(path, bytes) {
      const answer = await ask({ type: 'parse', path, bytes }, null);
      return 'failure' in answer ? answer.failure : answer.message.type === 'parsed' ? answer.message.failure : NO_ANSWER;
    },
    survey: (which, tree, scope, onHold) =>
      surveyWithout(scope, async (files): Promise<SurveyResult & { held?: string | null }> => {
        const place = { root: tree.root, currentFolder: folderInside(tree.root, folder) };
        const work = { type: 'survey', which, scope: { ...scope, files }, place } as const;
        const answer = await ask(work, tree, onHold);
        if ('failure' in answer) return { ...NOTHING_SURVEYED, ...answer };
        return answer.message.type === 'surveyed' ? answer.message.result : { ...NOTHING_SURVEYED, failure: NO_ANSWER };
      }),
    async project(which: number, tree: ProjectTree, files: readonly NotedFile[]): Promise<ProjectResult> {
      const answer = await ask({ type: 'project', which, files }, tree);
      if ('failure' in answer) return { ...NOTHING, failure: answer.failure };
      if (answer.message.type === 'project-done') return answer.message.result;
      return { ...NOTHING, failure: NO_ANSWER };
    },
    async close() {
      await Promise.all([...children].map((child) => child.close()));
    },
  };
}
