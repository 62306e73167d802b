import type { RepositoryOutcome } from '../../../bulk/model/campaign-state.js';
import { TOOL_CODES } from '../../../core/codes.js';
import { visibleLine } from '../../../core/display.js';
import { quoted } from '../../../core/quoted.js';
import { asTyped } from '../../invocation.js';
import { drawCommand, hangText } from '../../report/prose.js';
import type { BulkCommand } from '../command-line.js';
import type { PublishingFlag } from './next-steps.js';

/** How a campaign goes on by its commands. */
export interface GoingOn {
  readonly command: BulkCommand;
  /** The option of `publish` that it goes on with. */
  readonly flag: PublishingFlag;
}

/** What has to be mended in the codemod or in what is asked for: trying again gives the same. */
const NO_RETRY: ReadonlySet<string> = new Set([
  ...['config-invalid', 'param-unknown', 'param-invalid', 'tree-edit-refused', 'codemod-invalid', 'codemod-unknown'],
  ...['recipe-unknown', 'glob-invalid', 'promise-broken', 'internal', 'plan-inconsistent', 'base-missing', 'no-default-branch'],
]);

/** True where a plain retry may be all that it takes, or is what comes after its remedy. */
export function mayBeRetried(code: string): boolean {
  return !NO_RETRY.has(code);
}

/**
 * What can be done about a cause: try again what may pass, and what its code says of the others.
 *
 * @param where the words that choose its repositories, not yet quoted.
 */
export function drawHelp(
  { code, transient }: { readonly code: string; readonly transient: boolean },
  outcome: RepositoryOutcome | 'dropped',
  where: readonly string[],
  { command, flag }: GoingOn,
  columns: number,
): string {
  const retry = visibleLine(command('retry', ...where.map(quoted)));
  if (transient) return outcome === 'failed' ? drawCommand('Try again:', retry, columns) : '';
  const remedy = Object.hasOwn(TOOL_CODES, code) ? TOOL_CODES[code]?.remedy : undefined;
  // A code says how most campaigns publish; here it is known how this one does.
  const own = remedy?.replaceAll('bulk publish --pr', `bulk publish ${flag}`);
  const helps = own === undefined ? '' : hangText('What helps: ', visibleLine(asTyped(own)), columns);
  return outcome === 'failed' && mayBeRetried(code) ? `${helps}${drawCommand('Then try again:', retry, columns)}` : helps;
}
