import assert from 'node:assert/strict';
import { suite } from '../../testing/suite.js';
import { USUAL_LIMITS } from './campaign-settings.js';
import { manifestTemplate } from './manifest-template.js';
import { readManifest } from './read-manifest.js';

const test = suite('the manifest to begin with');

/** As a person does: a `#` directly before a setting goes, one before a space is prose. */
function uncommented(text: string): string {
  return text.replace(/^(\s*)#(?! |$)/gm, '$1');
}

test('it is valid as it stands, and names one repository', () => {
  const manifest = readManifest('repos.yaml', manifestTemplate());
  assert.deepEqual(
    manifest.repositories.map(({ url }) => url),
    ['https://github.com/your-organisation/your-repository'],
  );
});

test('it is valid with every setting in it switched on, and then says all that is shown', () => {
  const text = uncommented(manifestTemplate());
  const manifest = readManifest('repos.yaml', text);
  assert.equal(manifest.repositories.length, 4);
  assert.deepEqual(Object.keys(manifest.hosts), ['git.example.org', 'localhost:3000']);
  assert.deepEqual(manifest.waves.sizes, [5, 50]);
  assert.deepEqual({ ...manifest.limits }, USUAL_LIMITS);
  assert.equal(manifest.identity?.name, 'Codemod Bot');
  assert.equal(/^\s*#\S/m.test(text), false);
});

test('a setting that is not there is found when the lines are uncommented', () => {
  const text = uncommented(manifestTemplate().replace('#topic:', '#topik:'));
  assert.throws(() => readManifest('repos.yaml', text), /topik: there is no such key/);
});

test('it fits a terminal of 120 columns, and is short', () => {
  const lines = manifestTemplate().split('\n');
  assert.ok(lines.length < 70);
  assert.ok(lines.every((line) => line.length <= 120));
});
