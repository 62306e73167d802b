import {
  CodemodError,
  defineCodemod,
  findVerify,
  isPlainWord,
  openWorkflows,
  type ProjectContext,
  type ProjectTree,
  type ProjectYield,
  rolesOfJob,
} from 'codex-codemod';
import { CODES } from './codes.js';
import { otherCheck } from './other-check.js';
import { PARAMS } from './params.js';
import { typeCheckStep } from './type-check-step.js';

export default defineCodemod({
  name: 'ci-type-check',
  version: '1.0.0',
  scope: 'repository',
  summary: 'A step of the CI that checks types with mypy: behind the installation, in the job that tests the project.',
  params: PARAMS,
  codes: CODES,
  languages: {},
  async *project(tree, context) {
    const { target } = context.params;
    if (target !== '' && !target.split(' ').every(isPlainWord)) {
      throw new CodemodError('param-invalid', `ci-type-check: target must be paths, not ${JSON.stringify(target)}.`);
    }
    const workflows = await openWorkflows(tree, context);
    if (workflows.all.some(({ jobs }) => jobs.some((job) => rolesOfJob(job).has('type-check')))) return;
    const other = otherCheck(workflows, (await tree.read('.pre-commit-config.yaml'))?.toString('utf8') ?? '');
    if (other !== null) {
      yield context.finding('TYPE006', other.path, other.message);
      return;
    }
    const found = findVerify(workflows, context.params);
    if ('missing' in found) yield context.finding('TYPE001', found.path, found.missing);
    else if ('ambiguous' in found) yield context.finding('TYPE002', found.path, found.ambiguous, found.question);
    else yield await addStep(tree, context, found);
  },
});

async function addStep(
  tree: ProjectTree,
  context: ProjectContext<typeof PARAMS>,
  found: Parameters<typeof typeCheckStep>[1],
): Promise<ProjectYield> {
  const { workflow, job } = found;
  const step = await typeCheckStep(tree, found, context.params.target);
  if ('code' in step) return context.finding(step.code, workflow.path, step.message, step.question);
  const where = step.behind < 0 ? { before: 0 } : { after: step.behind };
  const edits = job.editable === null ? null : workflow.services.addItem(job.editable, step.text, where);
  if (edits === null) return context.finding('TYPE005', workflow.path, `the job ${job.id} cannot be given the step exactly`);
  return context.edit(workflow, { reason: 'no job of the repository checks types', at: job.pair, edits });
}
