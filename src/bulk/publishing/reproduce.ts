import path from 'node:path';
import { fencedBlock, visible } from '../../core/display.js';
import type { Plan } from '../../core/plan.js';
import { quoted } from '../../core/quoted.js';
import { isFile } from './text-facts.js';

/** The command that makes the same change in a clone. */
export function reproduceCommand({ asked, options }: Plan): string {
  const file = isFile(asked.name);
  return [
    'npx codex-codemod apply',
    quoted(file ? `./${path.posix.basename(asked.name.replaceAll('\\', '/'))}` : asked.name),
    ...Object.entries(asked.params).map(([key, value]) => `--param ${quoted(`${key}=${value}`)}`),
    ...(options.threshold === 'unsafe' ? ['--unsafe'] : []),
    ...options.include.map((glob) => quoted(`--include=${glob}`)),
    ...options.exclude.map((glob) => quoted(`--exclude=${glob}`)),
  ].join(' ');
}

/** How a person gets the same in a clone of the repository. */
export function reproduceText(plan: Plan, shard: string): string {
  const notes = [
    `With codex-codemod ${plan.tool}, in a clone of this repository:`,
    ...(isFile(plan.asked.name) ? ['(The codemod is a file of whoever runs this campaign: ask them for it.)'] : []),
    ...(shard === '' ? [] : ['It makes the change of the whole repository; its other parts have pull requests of their own.']),
  ];
  return `${notes.join('\n')}\n\n${fencedBlock('sh', visible(reproduceCommand(plan)))}`;
}
