import type { Publisher } from '../../bulk/jobs/job.js';
import { CodemodError } from '../../core/errors.js';

/** How far publishing goes, as it is typed. */
export interface PublisherOptions {
  readonly branchOnly?: boolean;
  readonly pr?: boolean;
  readonly patch?: boolean;
}

/** Null where nothing was said. @throws CodemodError `usage` where too much was. */
export function publisherOf({ branchOnly, pr, patch }: PublisherOptions): Publisher | null {
  const asked: readonly Publisher[] = [
    ...(branchOnly === true ? (['branch'] as const) : []),
    ...(pr === true ? (['pull-request'] as const) : []),
    ...(patch === true ? (['patch'] as const) : []),
  ];
  if (asked.length > 1) throw new CodemodError('usage', '--pr, --branch-only and --patch exclude each other. Choose one.');
  return asked[0] ?? null;
}

/** What is published is never guessed. @throws CodemodError `usage`. */
export function neededPublisher(options: PublisherOptions): Publisher {
  const publisher = publisherOf(options);
  if (publisher !== null) return publisher;
  throw new CodemodError(
    'usage',
    'Say what to publish: --pr for pull requests, --branch-only for branches, --patch for patch files.',
  );
}
