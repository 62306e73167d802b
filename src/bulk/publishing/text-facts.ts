import type { Plan } from '../../core/plan.js';
import type { Images } from '../units/images.js';

/** What a pull request and its commit tell of. The same facts give the same text: no clock, no environment. */
export interface TextFacts {
  /** Its name. */
  readonly campaign: string;
  /** The key of the repository. */
  readonly repo: string;
  /** Empty where the repository is one part. */
  readonly shard: string;
  /** The branch that it goes into. */
  readonly base: string;
  readonly plan: Plan;
  readonly images: Images;
  /** One sentence about what was asked for: the summary of the codemod, the description of the recipe. Empty where there is none. */
  readonly summary: string;
}

/** What was asked for, by a name that says nothing of the machine where it was asked. */
export function askedName({ asked, codemods }: Plan): string {
  if (!isFile(asked.name)) return asked.name;
  if (asked.kind === 'codemod' && codemods[0] !== undefined) return codemods[0].name;
  const parts = asked.name.split(/[/\\]/);
  const last = parts.at(-1) ?? '';
  return (/^recipe\.ya?ml$/.test(last) ? parts.at(-2) : last.replace(/\.[a-z]+$/, '')) ?? last;
}

/** Whether it is a file of whoever runs the campaign. */
export function isFile(name: string): boolean {
  return !name.startsWith('npm:') && /[/\\]|\.(?:json|ya?ml|c?js|mjs|ts)$/.test(name);
}
