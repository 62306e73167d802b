import type { HostSettings } from '../bulk/hosts/host-settings.js';
import { redactingFilter } from '../bulk/hosts/redacting-filter.js';
import { redactorFor } from '../bulk/hosts/secrets.js';
import { visible } from '../core/display.js';
import { messageOf } from '../core/errors.js';
import { ExitCode } from './exit-code.js';
import { filterStandardStreams, standardError } from './standard-streams.js';

let listens = false;

/**
 * From now on no token of these hosts, and none of those that are known, is written to standard output or standard error, by
 * whatever part of the program. A command that has to do with tokens calls it first with none, and again when it knows its hosts.
 */
export function keepSecretsFromOutput(hosts: readonly HostSettings[]): void {
  const redactor = redactorFor(hosts);
  filterStandardStreams(() => redactingFilter(redactor));
  if (listens) return;
  listens = true;
  // Node would print it by itself, past all of this.
  process.on('uncaughtException', (thrown) => {
    standardError.write(`bug This should not have happened. Please report it:\n${visible(thrown.stack ?? messageOf(thrown))}\n`);
    process.exit(ExitCode.broken);
  });
}
