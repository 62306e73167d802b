import {
  CodemodError,
  commandsOf,
  defineCodemod,
  findVerify,
  folderOf,
  isPlainWord,
  type Job,
  mergeEdits,
  openWorkflows,
  type ProjectContext,
  type ProjectTree,
  type ProjectYield,
  pinnedRef,
  readPythonProject,
  type Step,
  textAt,
  type Workflow,
  type Workflows,
} from 'codex-codemod';
import { CODES } from './codes.js';
import { findTests, type TestRun } from './find-tests.js';
import { type Measures, measure } from './measure.js';
import { PARAMS } from './params.js';

export default defineCodemod({
  name: 'ci-coverage',
  version: '1.0.0',
  scope: 'repository',
  summary: 'The CI keeps an HTML report of coverage: the tests write it, and each run has it as an artifact.',
  params: PARAMS,
  codes: CODES,
  languages: {},
  async *project(tree, context) {
    const { target } = context.params;
    if (target !== '' && !isPlainWord(target)) {
      throw new CodemodError('param-invalid', `ci-coverage: target must be one path or package, not ${JSON.stringify(target)}.`);
    }
    const workflows = await openWorkflows(tree, context);
    if (keepsReport(workflows)) return;
    const found = findVerify(workflows, context.params);
    if ('missing' in found) yield context.finding('COV001', found.path, found.missing);
    else if ('ambiguous' in found) yield context.finding('COV002', found.path, found.ambiguous, found.question);
    else yield* cover(tree, context, found.workflow, found.job);
  },
});

/** True where a step keeps an HTML report of the coverage already. */
function keepsReport({ all }: Workflows): boolean {
  const keeps = ({ services }: Workflow, { action, node }: Step): boolean =>
    action === 'actions/upload-artifact' &&
    /htmlcov|html[-_/]?cov|cov(?:erage)?[-_/]?html/i.test(textAt(services, node, 'with', 'path'));
  return all.some((workflow) => workflow.jobs.some(({ steps }) => steps.some((step) => keeps(workflow, step))));
}

async function* cover(
  tree: ProjectTree,
  context: ProjectContext<typeof PARAMS>,
  workflow: Workflow,
  job: Job,
): AsyncGenerator<ProjectYield> {
  const run = findTests(workflow, job);
  const folder = typeof run === 'string' ? null : folderOf(workflow, job, run.step);
  if (typeof run === 'string' || folder === null) {
    const message = typeof run === 'string' ? run : `the folder that the job ${job.id} tests in is known only when it runs`;
    yield context.finding('COV003', workflow.path, message, 'How should its coverage be measured?');
    return;
  }
  const measures = measure(workflow, job, run, await readPythonProject(tree, folder), context.params.target);
  const report = `${folder === '' ? '' : `${folder}/`}${measures?.folder ?? ''}`;
  if (measures !== null && job.steps.some((step) => uploads(workflow, step, report))) return;
  const edits = measures === null ? null : await editsFor(context, { workflow, job, run, measures, report });
  if (edits === null) yield context.finding('COV004', workflow.path, `the job ${job.id} cannot be changed exactly`);
  else yield context.edit(workflow, { reason: 'the CI keeps no report of the coverage', at: job.pair, edits });
}

function uploads({ services }: Workflow, { action, node }: Step, folder: string): boolean {
  const paths = textAt(services, node, 'with', 'path').split('\n');
  return action === 'actions/upload-artifact' && paths.some((path) => path.trim().replace(/^\.\/|\/$/g, '') === folder);
}

function writesReport({ run }: Step): boolean {
  return commandsOf(run).some(({ program, args }) => program === 'coverage' && args[0] === 'html');
}

interface Covered {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly run: TestRun;
  readonly measures: Measures;
  /** The folder of the report, from the root of the repository. */
  readonly report: string;
}

async function editsFor(
  context: ProjectContext<typeof PARAMS>,
  { workflow, job, run, measures, report }: Covered,
): Promise<ReturnType<typeof mergeEdits> | null> {
  const { services } = workflow;
  if (job.editable === null) return null;
  const upload = await context.template('upload.yml', {
    upload: pinnedRef('actions/upload-artifact', context.params.pins),
    // Two jobs of a matrix may not use one name.
    name: services.get(job.node, 'strategy') === null ? 'coverage-html' : 'coverage-html-${{ strategy.job-index }}',
    path: `${report}/`,
  });
  const { index } = run.step;
  const before = measures.before.length === 0 ? [] : services.addItems(job.editable, measures.before, { before: index });
  const behind = Math.max(index, job.steps.findLastIndex(writesReport));
  const after = services.addItems(job.editable, [...measures.after, upload], { after: behind });
  return before === null || after === null ? null : mergeEdits([...before, ...measures.edits, ...after]);
}
