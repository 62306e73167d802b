import { isPlainWord, type ProjectContext, type PythonProject, pinnedRef } from 'codex-codemod';
import type { PARAMS } from './params.js';

/** The two jobs as YAML text. */
export interface JobTexts {
  readonly build: string;
  readonly verify: string;
}

export async function jobTexts(context: ProjectContext<typeof PARAMS>, project: PythonProject): Promise<JobTexts> {
  const { params, template } = context;
  const common = {
    checkout: pinnedRef('actions/checkout', params.pins),
    'setup-python': pinnedRef('actions/setup-python', params.pins),
    python: params.python,
  };
  return {
    build: await template('build-job.yml', { ...common, build: buildScript(project).join('\n      ') }),
    verify: await template('verify-job.yml', { ...common, install: installed(project) }),
  };
}

/** What can be built is built; other Python is at least compiled. */
function buildScript({ isPackage, targets }: PythonProject): readonly string[] {
  if (isPackage) return ['python -m pip install build', 'python -m build'];
  const folders = targets.filter(isPlainWord);
  return [`python -m compileall -q ${folders.length === 0 ? '.' : folders.join(' ')}`];
}

function installed({ requirements, isPackage, extra }: PythonProject): string {
  const own = extra === '' ? '-e .' : `-e '.[${extra}]'`;
  return [...requirements.map((file) => `-r ${file}`), ...(isPackage ? [own] : []), 'pytest'].join(' ');
}

/** The steps of a job's text, each as YAML text by itself, in its order. */
export function stepsOf(job: string): readonly string[] {
  const steps = job.slice(job.indexOf('\nsteps:\n') + '\nsteps:\n'.length).trimEnd();
  return steps.split(/\n(?= {2}- )/).map((step) => step.replace(/^ {2}- /, '').replace(/\n {4}/g, '\n'));
}
