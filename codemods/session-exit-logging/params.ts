import type { Context, ParamSpecs, Params } from 'codex-codemod';
import { DEFAULT_EVENTS } from './event-names.js';
import { DEFAULT_SHIELDS } from './protection.js';
import type { Settings } from './settings.js';

export const params = {
  mode: {
    type: 'choice',
    choices: ['shield', 'cleanup-only'],
    default: 'shield',
    description: 'shield logs the failure of the event and goes on; cleanup-only lets it out but makes the clean-up run.',
  },
  events: {
    type: 'list',
    default: [...DEFAULT_EVENTS],
    description: 'Names of calls that write an event: the whole name, or the words that it begins or ends with.',
  },
  shields: {
    type: 'list',
    default: [...DEFAULT_SHIELDS],
    description: 'Context managers, by their full names, under which an event needs no protection.',
  },
  closers: {
    type: 'list',
    default: ['close', 'end', 'destroy', 'dispose'],
    description: 'JavaScript: methods that end a session, beside [Symbol.dispose] and [Symbol.asyncDispose].',
  },
  'with-test': {
    type: 'boolean',
    default: false,
    description: 'Also write a pytest file for each changed module that shows the repair at work.',
  },
} as const satisfies ParamSpecs;

export type ExitContext = Context<'python', typeof params>;

export function settingsOf(given: Params<typeof params>): Settings {
  return { mode: given.mode, events: given.events, shields: given.shields };
}
