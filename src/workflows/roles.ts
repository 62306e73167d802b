import { type Command, commandsOf } from './commands.js';
import type { Job, Step } from './workflow.js';

/**
 * What a step is for, in a workflow of a Python project. `opaque` is a step that may do anything: an action of the repository or
 * one we do not know, a script, a tool that makes environments of its own.
 */
export type Role =
  | 'checkout'
  | 'setup-python'
  | 'install'
  | 'test'
  | 'type-check'
  | 'build'
  | 'publish'
  | 'secrets-audit'
  | 'sbom'
  | 'osv'
  | 'opaque';

const ACTIONS: Readonly<Record<string, readonly Role[]>> = {
  'actions/checkout': ['checkout'],
  'actions/setup-python': ['setup-python'],
  'pypa/gh-action-pypi-publish': ['publish'],
  'softprops/action-gh-release': ['publish'],
  'actions/create-release': ['publish'],
  'ncipollo/release-action': ['publish'],
  'actions/deploy-pages': ['publish'],
  'actions/upload-pages-artifact': ['publish'],
  'peaceiris/actions-gh-pages': ['publish'],
  'jamesives/github-pages-deploy-action': ['publish'],
  'anchore/sbom-action': ['sbom'],
  'cyclonedx/gh-python-generate-sbom': ['sbom'],
  'google/osv-scanner-action/osv-scanner-action': ['osv'],
  'google/osv-scanner-action': ['osv'],
  'reviewdog/action-detect-secrets': ['secrets-audit'],
};

/** Actions that neither set up Python nor install, test or build anything. */
const NEUTRAL =
  /^(?:actions\/(?:cache(?:\/\w+)?|upload-artifact|download-artifact|setup-node|setup-go|setup-java)|codecov\/codecov-action|step-security\/harden-runner|pre-commit\/action)$/;

const BY_PROGRAM: Readonly<Record<string, readonly Role[]>> = {
  pytest: ['test'],
  'py.test': ['test'],
  unittest: ['test'],
  nose2: ['test'],
  mypy: ['type-check'],
  dmypy: ['type-check'],
  'detect-secrets': ['secrets-audit'],
  'detect-secrets-hook': ['secrets-audit'],
  build: ['build'],
  compileall: ['build'],
  'pyproject-build': ['build'],
  'cyclonedx-py': ['sbom'],
  syft: ['sbom'],
  'osv-scanner': ['osv'],
  conda: ['install', 'opaque'],
  mamba: ['install', 'opaque'],
};

/** Other programs that check types. */
export const TYPE_CHECKERS: ReadonlySet<string> = new Set(['pyright', 'basedpyright', 'pyre', 'pytype', 'ty', 'pyrefly']);

/** Programs that change nothing of what the other steps find. Any other may. */
const HARMLESS = new Set(
  `echo printf cd mkdir cp mv rm ls cat pwd export set true exit test [ which fi done for while until sleep git date head tail grep tee wc
   flake8 ruff black isort pylint pyflakes bandit pydocstyle codespell vulture pre-commit codecov coverage radon pip-audit safety`.split(
    /\s+/,
  ),
);

/** `make test` and its like: what the target is called says what it is for. */
const TARGETS = /^(?:tests?|check|unit|unittests?|pytest)$/;
/** Installing these alone installs nothing of the project, and no test runner. */
const TOOLS_OF_PIP = new Set(
  'pip setuptools wheel build twine flake8 ruff black isort mypy pylint pre-commit codespell bandit pip-audit detect-secrets'.split(
    ' ',
  ),
);

export function rolesOf(step: Step): ReadonlySet<Role> {
  if (step.action !== '') return new Set(ACTIONS[step.action] ?? (NEUTRAL.test(step.action) ? [] : ['opaque']));
  return new Set(commandsOf(step.run).flatMap(rolesOfCommand));
}

/** The roles of all steps of a job, and of the workflow that it calls. */
export function rolesOfJob(job: Job): ReadonlySet<Role> {
  const roles = new Set(job.steps.flatMap((step) => [...rolesOf(step)]));
  if (/^google\/osv-scanner-action\//i.test(job.calls)) roles.add('osv');
  return roles;
}

export function rolesOfCommand({ runner, program, args }: Command): readonly Role[] {
  const own = rolesOfProgram(program, args);
  return runner === '' ? own : [...own, 'opaque'];
}

/** True for `mypy --version` and its like, which do nothing. */
export function asksOnly({ args }: Pick<Command, 'args'>): boolean {
  return args.length > 0 && args.every((arg) => /^(?:--version|--help|-V|-h)$/.test(arg));
}

function rolesOfProgram(program: string, args: readonly string[]): readonly Role[] {
  if (asksOnly({ args })) return [];
  const [verb = ''] = args.filter((arg) => !arg.startsWith('-'));
  if (/^pip[\d.]*$/.test(program)) return verb === 'install' && installsMore(args) ? ['install'] : [];
  if (program === 'coverage') return args.includes('pytest') || args.includes('unittest') ? ['test'] : [];
  if (program === 'npx') return isSecretsDiff(args) ? ['secrets-audit'] : ['opaque'];
  if (program === 'twine') return verb === 'upload' ? ['publish'] : [];
  if (PACKAGERS.has(program)) return rolesOfPackager(verb, args);
  if (program === 'make' || program === 'just') return rolesOfTarget(verb);
  if (/^python[\d.]*$/.test(program)) return rolesOfScript(verb, args);
  if (program === 'tox' || program === 'nox') return rolesOfEnvironment(args);
  if (Object.hasOwn(BY_PROGRAM, program)) return BY_PROGRAM[program] ?? [];
  return HARMLESS.has(program) ? [] : ['opaque'];
}

const PACKAGERS = new Set(['uv', 'poetry', 'pdm', 'pipenv', 'hatch', 'flit', 'rye']);

function isSecretsDiff(args: readonly string[]): boolean {
  return args.some((arg) => /^codex-codemod(?:@|$)/.test(arg)) && args.includes('secrets');
}

function rolesOfTarget(target: string): readonly Role[] {
  if (/mypy|typ(?:e|ing)/.test(target)) return ['type-check', 'opaque'];
  return TARGETS.test(target) ? ['test', 'opaque'] : ['opaque'];
}

/** `tox -e typing`: an environment is called for what it does. */
function rolesOfEnvironment(args: readonly string[]): readonly Role[] {
  const named = args.filter((arg) => !arg.startsWith('-'));
  if (named.some((name) => /mypy|typ(?:e|ing)/.test(name))) return ['type-check', 'opaque'];
  return named.some((name) => /lint|docs?|format|style/.test(name)) ? ['opaque'] : ['test', 'opaque'];
}

function rolesOfScript(script: string, args: readonly string[]): readonly Role[] {
  if (script === 'setup.py' && (args.includes('sdist') || args.includes('bdist_wheel'))) return ['build'];
  return /^(?:setup|manage)\.py$/.test(script) && args.includes('test') ? ['test', 'opaque'] : ['opaque'];
}

function rolesOfPackager(verb: string, args: readonly string[]): readonly Role[] {
  if (verb === 'publish') return ['publish'];
  if (verb === 'build') return ['build', 'opaque'];
  if (verb === 'test') return ['test', 'opaque'];
  return ['install', 'sync'].includes(verb) || (verb === 'pip' && args.includes('install')) ? ['install', 'opaque'] : ['opaque'];
}

/** True where more than tools is installed. */
function installsMore(args: readonly string[]): boolean {
  const names = args.slice(args.indexOf('install') + 1).filter((arg) => !arg.startsWith('-'));
  return names.some((name) => !TOOLS_OF_PIP.has(name.replace(/[=<>~!].*/, ''))) || args.some((arg) => /^(?:-r|-e)/.test(arg));
}
