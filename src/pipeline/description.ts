import { type Codemod, defineCodemod } from '../core/codemod.js';
import { CodemodError } from '../core/errors.js';

/** A codemod without its functions, which stay in the process that has evaluated its module. Plain data. */
export interface Description extends Omit<Codemod, 'languages' | 'project' | 'survey'> {
  readonly languages: Readonly<Record<string, Sieve>>;
  readonly hasProject: boolean;
  readonly hasSurvey: boolean;
}

interface Sieve {
  readonly needles: readonly string[];
  readonly paths?: readonly string[];
}

/** Null: what it looks at depends on its parameters, so that it has to be evaluated where that is asked. */
export function descriptionOf({ languages, project, survey, ...facts }: Codemod): Description | null {
  const sieves: Record<string, Sieve> = {};
  for (const [language, { needles, paths }] of Object.entries(languages)) {
    if (typeof needles === 'function' || typeof paths === 'function') return null;
    sieves[language] = paths === undefined ? { needles } : { needles, paths };
  }
  return { ...facts, languages: sieves, hasProject: project !== undefined, hasSurvey: survey !== undefined };
}

/** A codemod that can be told of and planned with, and runs in child processes alone. */
export function describedCodemod({ languages, hasProject, hasSurvey, ...facts }: Description): Codemod {
  const described = Object.entries(languages).map(([language, sieve]) => [language, { ...sieve, transform: elsewhere }]);
  return defineCodemod({
    ...facts,
    languages: Object.fromEntries(described),
    ...(hasProject ? { project: elsewhere } : {}),
    ...(hasSurvey ? { survey: elsewhere } : {}),
  });
}

function elsewhere(): never {
  throw new CodemodError('engine-fault', 'a codemod that was only described cannot be run');
}
