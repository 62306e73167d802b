import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { gitRepository, plainGit } from '../../testing/git-repository.js';
import { suite } from '../../testing/suite.js';
import { tempFolder, writeFiles } from '../../testing/temp-folder.js';

const test = suite('who commits are by');

/** What a process answers whose home is that, and that stands in a repository with a name of its own. */
function identityIn(home: string): string {
  const cwd = gitRepository({ 'a.txt': 'a' });
  plainGit(cwd, 'config', 'user.name', 'Repository');
  plainGit(cwd, 'config', 'user.email', 'repository@example.org');
  const program = `
    const { userIdentity } = await import(${JSON.stringify(new URL('./identity.js', import.meta.url).href)});
    try { console.log(JSON.stringify(await userIdentity())); } catch (error) { console.log(error.code, error.message); }`;
  const { PATH } = process.env;
  const env = { PATH, HOME: home, GIT_CONFIG_SYSTEM: `${home}/system` };
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd, env, encoding: 'utf8' });
  assert.equal(stderr, '');
  return stdout.trim();
}

test('it is the user, not the repository that one stands in', () => {
  const home = tempFolder();
  writeFiles(home, { '.gitconfig': '[user]\n\tname = Ada Lovelace\n\temail = ada@example.org\n' });
  assert.equal(identityIn(home), '{"name":"Ada Lovelace","email":"ada@example.org"}');
});

test('the newer place of the settings, what they include, and those of the machine count too', () => {
  const home = tempFolder();
  writeFiles(home, {
    '.config/git/config': '[include]\n\tpath = more\n',
    '.config/git/more': '[user]\n\tname = Ada\n',
    system: '[user]\n\tname = Machine\n\temail = machine@example.org\n',
  });
  assert.equal(identityIn(home), '{"name":"Ada","email":"machine@example.org"}');
});

test('where there is none, it is told what to do', () => {
  const home = tempFolder();
  writeFiles(home, { '.gitconfig': '[user]\n\tname = Ada\n' });
  assert.match(
    identityIn(home),
    /^identity-missing .*your git has no user\.email\. Set it: git config --global user\.email .*manifest/,
  );
});
