import type { HostSettings } from '../bulk/hosts/host-settings.js';
import { redactingFilter } from '../bulk/hosts/redacting-filter.js';
import { makeRedactor } from '../bulk/hosts/redactor.js';
import { secretValues, tokenFault } from '../bulk/hosts/secrets.js';
import { visible } from '../core/display.js';
import { messageOf } from '../core/errors.js';
import { ExitCode } from './exit-code.js';
import { filterStandardStreams, standardError } from './standard-streams.js';

let listens = false;

/**
 * From now on no token of these hosts, and none of those that are known, is written to standard output or standard error, by
 * whatever part of the program. A command that has to do with tokens calls it first with none, and again when it knows its hosts.
 *
 * @param values of other tokens.
 */
export function keepSecretsFromOutput(hosts: readonly HostSettings[], values: readonly string[] = []): void {
  const redactor = makeRedactor([...secretValues(hosts), ...values.filter((value) => tokenFault(value) === null)]);
  filterStandardStreams(() => redactingFilter(redactor));
  if (listens) return;
  listens = true;
  // Node would print it by itself, past all of this.
  process.on('uncaughtException', (thrown) => {
    standardError.write(`bug This should not have happened. Please report it:\n${visible(thrown.stack ?? messageOf(thrown))}\n`);
    process.exit(ExitCode.broken);
  });
}
