import { CodemodError, checkCron, type ParamSpecs, type Params, pinOf } from 'codex-codemod';

export const PARAMS = {
  workflow: { type: 'string', default: 'secrets-audit.yml', description: 'The workflow that is made where none audits secrets.' },
  cron: { type: 'string', default: '17 4 * * 1', description: 'When it runs by itself, in UTC.' },
  python: { type: 'string', default: '3.12', description: 'The version of Python that runs detect-secrets.' },
  package: { type: 'string', default: 'codex-codemod', description: 'What npx runs: codex-codemod, or codex-codemod@VERSION.' },
  pins: {
    type: 'list',
    default: [],
    description: 'Releases: actions/checkout=ref, or actions/checkout=SHA#version, or Yelp/detect-secrets=v1.5.0.',
  },
} as const satisfies ParamSpecs;

export type Settings = Params<typeof PARAMS>;

/** @throws CodemodError `param-invalid`. */
export function checkSettings({ cron, python, package: npm }: Settings): void {
  checkCron('ci-secrets-audit', cron);
  if (!/^[\w.-]+$/.test(python)) refuse(`python must be a version such as 3.12, not ${JSON.stringify(python)}`);
  if (!/^codex-codemod(?:@[\w.-]+)?$/.test(npm))
    refuse(`package must be codex-codemod or codex-codemod@VERSION, not ${JSON.stringify(npm)}`);
}

/** The release of detect-secrets as PyPI has it: without the `v` of the tag. @throws CodemodError `param-invalid`. */
export function scannerVersion({ pins }: Settings): string {
  const { ref, version } = pinOf('Yelp/detect-secrets', pins);
  const release = (version === '' ? ref : version).replace(/^v/, '');
  if (!/^\d+(?:\.\d+)*$/.test(release))
    refuse(`the pin of Yelp/detect-secrets must be a release, not ${JSON.stringify(release)}`);
  return release;
}

function refuse(why: string): never {
  throw new CodemodError('param-invalid', `ci-secrets-audit: ${why}.`);
}
