import { chooseCi, defineCodemod, openWorkflows, type ProjectTree, type ProjectYield, readPythonProject } from 'codex-codemod';
import { CODES } from './codes.js';
import { completeFolded } from './complete-folded.js';
import { createCi } from './create-ci.js';
import { findDisabled } from './find-disabled.js';
import { jobTexts } from './job-texts.js';
import { leftTriggers } from './left-triggers.js';
import { mergeCi } from './merge-ci.js';
import { checkSettings, PARAMS } from './params.js';
import { type Run, report } from './run.js';

export default defineCodemod({
  name: 'ci-workflow',
  version: '1.0.0',
  scope: 'repository',
  summary: 'One CI workflow with a build and a verify job: written where there is none, else merged into the one that stands.',
  params: PARAMS,
  codes: CODES,
  languages: {},
  async *project(tree, context) {
    checkSettings(context.params);
    const project = await readPythonProject(tree);
    if (!project.hasPython) {
      yield report({ context }, 'CI001', '.github/workflows/ci.yml');
      return;
    }
    const workflows = await openWorkflows(tree, context);
    yield* ci(tree, { context, project, workflows, texts: await jobTexts(context, project) });
  },
});

async function* ci(tree: ProjectTree, run: Run): AsyncGenerator<ProjectYield> {
  const choice = chooseCi(run.workflows, run.context.params.workflow);
  if (choice.kind === 'unreadable') yield report(run, 'CI003', choice.path);
  else if (choice.kind === 'other') yield report(run, 'CI004', choice.workflow.path, `it is not taken for the CI: ${choice.why}`);
  else if (choice.kind === 'several') {
    const names = choice.workflows.map(({ path }) => path);
    yield report(
      run,
      'CI002',
      names[0] ?? '',
      `several workflows may be the CI: ${names.join(', ')}`,
      'Which workflow is the CI?',
    );
  } else {
    const workflow = choice.kind === 'found' ? choice.workflow : null;
    const disabled = await findDisabled(tree, run, workflow);
    yield* disabled.findings;
    const path = choice.kind === 'found' ? choice.workflow.path : choice.path;
    const { foldable, findings } = await completeFolded(run, workflow, disabled.foldable, path);
    yield* findings;
    for (const one of foldable) yield* leftTriggers(one, run);
    if (workflow !== null) yield* mergeCi(run, workflow, foldable);
    else if (choice.kind === 'none') yield* createCi(run, choice.path, foldable);
  }
}
