import { CodemodError } from '../../core/errors.js';
import { readUserSettings } from '../git/user-settings.js';
import type { Identity } from '../model/campaign-spec.js';

/**
 * Who the commits of a campaign are by, as the user's own git is set up; the settings of the repository that one stands in do
 * not count.
 *
 * @throws CodemodError `identity-missing`.
 */
export async function userIdentity(): Promise<Identity> {
  const settings = await readUserSettings();
  const own = (name: string): string => settings.findLast(([key]) => key === name)?.[1].trim() ?? '';
  const identity = { name: own('user.name'), email: own('user.email') };
  const missing = (['name', 'email'] as const).flatMap((key) => (identity[key] === '' ? [`user.${key}`] : []));
  if (missing.length === 0) return identity;
  const advice = `git config --global ${missing[0]} …, or in the manifest identity: { name: …, email: … }`;
  throw new CodemodError(
    'identity-missing',
    `It is not known who the commits are by: your git has no ${missing.join(' and no ')}. Set it: ${advice}.`,
  );
}
