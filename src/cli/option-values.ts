import { InvalidArgumentError } from 'commander';
import { PERMISSIONS, type Permission } from '../pipeline/permissions.js';

/** An option that may be repeated. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** `--param key=value`, which may be repeated. @throws InvalidArgumentError */
export function collectParam(value: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const equals = value.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('Write it as key=value.');
  return { ...before, [value.slice(0, equals)]: value.slice(equals + 1) };
}

/** `--allow`, which may be repeated. @throws InvalidArgumentError */
export function collectPermission(value: string, before: readonly Permission[] = []): readonly Permission[] {
  const permission = PERMISSIONS.find((one) => one === value);
  if (permission === undefined) throw new InvalidArgumentError(`It must be one of ${PERMISSIONS.join(', ')}.`);
  return [...before, permission];
}

/** @throws InvalidArgumentError for what is no whole number above 0. */
export function parseCount(value: string): number {
  const count = Number(value);
  if (!Number.isSafeInteger(count) || count < 1) throw new InvalidArgumentError('It must be a whole number above 0.');
  return count;
}
