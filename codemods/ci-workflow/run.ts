import type { ProjectContext, ProjectFinding, PythonProject, Workflow, Workflows } from 'codex-codemod';
import type { CODES } from './codes.js';
import type { JobTexts } from './job-texts.js';
import type { PARAMS } from './params.js';

/** What every part of the codemod looks at. */
export interface Run {
  readonly context: ProjectContext<typeof PARAMS>;
  readonly project: PythonProject;
  readonly workflows: Workflows;
  readonly texts: JobTexts;
}

/** A disabled workflow whose jobs are ready to stand in the CI. */
export interface Foldable {
  readonly workflow: Workflow;
  /** True where it is disabled by `if: false`, false where by its name. */
  readonly wakes: boolean;
  /** Values of jobs as YAML text, by their ids. */
  readonly jobs: Readonly<Record<string, string>>;
}

export function report(
  { context }: Pick<Run, 'context'>,
  code: keyof typeof CODES,
  path: string,
  message?: string,
  question?: string,
): ProjectFinding {
  return context.finding(code, path, message, question);
}
