import type { Job, Workflow } from './workflow.js';

/** Actions that read the repository and nothing else of GitHub. Others may use the job's token for more. */
const READERS =
  /^(?:actions\/(?:checkout|cache(?:\/\w+)?|setup-[\w-]+|upload-artifact|download-artifact)|astral-sh\/(?:setup-uv|ruff-action)|codecov\/codecov-action|pre-commit\/action|docker\/setup-[\w-]+|step-security\/harden-runner|conda-incubator\/setup-miniconda|pdm-project\/setup-pdm|snok\/install-poetry)$/;

/** Why a job without permissions of its own may need more of its token than to read the contents; null when it does not. */
export function tokenUse({ file }: Pick<Workflow, 'file'>, job: Job): string | null {
  if (job.calls !== '') return `${job.id} calls another workflow`;
  const text = file.text.slice(job.pair.start, job.pair.end);
  if (/GITHUB_TOKEN|github\.token|\bgh (?:api|pr|issue|release|workflow)\b|\bgit push\b/.test(text)) {
    return `${job.id} uses its token`;
  }
  const stranger = job.steps.find(({ action }) => action !== '' && !READERS.test(action));
  return stranger === undefined ? null : `${job.id} uses ${stranger.action}, which may use its token`;
}
