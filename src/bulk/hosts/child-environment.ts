import type { HostSettings } from './host-settings.js';
import { redactorFor, secretNames } from './secrets.js';

/** The environment of a child that needs no secret: without the variables that are known to hold one, and without any that holds one of their values. */
export function environmentWithoutSecrets(
  hosts: readonly HostSettings[],
  environment: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const names = secretNames(hosts);
  const { redact } = redactorFor(hosts, environment);
  return Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => !names.has(name) && value !== undefined && redact(value) === value),
  );
}
