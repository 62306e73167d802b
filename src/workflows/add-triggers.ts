import type { Edit } from '../core/edit.js';
import type { Workflow } from './workflow.js';

/** Adds events to `on` in the way that it is written; null where that cannot be done exactly. No edit when all are there. */
export function addTriggers(
  { root, services, triggers }: Workflow,
  events: Readonly<Record<string, string>>,
): readonly Edit[] | null {
  const missing = Object.entries(events).filter(([event]) => !triggers.includes(event));
  if (missing.length === 0) return [];
  const pair = services.pair(root, 'on');
  const on = pair?.value ?? null;
  if (pair === null || on === null || on.kind === 'alias') return null;
  const isPlain = missing.every(([, options]) => options === '');
  if (on.kind === 'map') return services.addPairs(on, Object.fromEntries(missing));
  // A list holds names alone: events with options make a map of it.
  if (!isPlain) return services.replaceValue(pair, mapText([...triggers.map((event) => [event, ''] as const), ...missing]));
  const names = missing.map(([event]) => event);
  if (on.kind === 'sequence') return services.addItems(on, names);
  return services.replaceValue(pair, `[${[...triggers, ...names].join(', ')}]`);
}

function mapText(events: readonly (readonly [string, string])[]): string {
  return events
    .map(([event, options]) => (options === '' ? `${event}:` : `${event}:\n  ${options.replaceAll('\n', '\n  ')}`))
    .join('\n');
}
