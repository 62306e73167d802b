import os from 'node:os';
import { CodemodError } from '../../core/errors.js';
import { gitOutput } from '../../trees/git.js';
import type { Identity } from '../model/campaign-spec.js';

/**
 * Who the commits of a campaign are by, as the user's own git is set up; the settings of the repository that one stands in do
 * not count.
 *
 * @throws CodemodError `identity-missing`, and those of git.
 */
export async function userIdentity(): Promise<Identity> {
  const [name, email] = [await ownSetting('user.name'), await ownSetting('user.email')];
  if (name !== null && email !== null) return { name, email };
  const missing = [...(name === null ? ['user.name'] : []), ...(email === null ? ['user.email'] : [])];
  const advice = `git config --global ${missing[0]} …, or in the manifest identity: { name: …, email: … }`;
  throw new CodemodError(
    'identity-missing',
    `It is not known who the commits are by: your git has no ${missing.join(' and no ')}. Set it: ${advice}.`,
  );
}

async function ownSetting(key: string): Promise<string | null> {
  for (const scope of ['--global', '--system']) {
    const call = { command: 'config', flags: [scope, '--includes', '--get', key], answers: [0, 1], literalPaths: false };
    const value = (await gitOutput(os.homedir(), call)).toString('utf8').trim();
    if (value !== '') return value;
  }
  return null;
}
