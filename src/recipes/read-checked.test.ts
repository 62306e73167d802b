import assert from 'node:assert/strict';
import { CodemodError } from '../core/errors.js';
import { readChecked } from '../languages/read-checked.js';
import { suite } from '../testing/suite.js';
import { ConfigSchema } from './recipe-schema.js';

const test = suite('codemod.yaml');

function faultOf(text: string): string {
  try {
    readChecked('codemod.yaml', text, ConfigSchema);
    return '';
  } catch (thrown) {
    assert.ok(thrown instanceof CodemodError && thrown.code === 'config-invalid', String(thrown));
    return thrown.message.replace('codemod.yaml:', '');
  }
}

const STEP = 'recipes:\n  mine:\n    description: Ours.\n    steps:\n';

const FAULTS: readonly (readonly [what: string, text: string, message: RegExp])[] = [
  [
    'a misspelt key',
    'defer:\n  - step: a\n    reasn: b\n',
    /^3:5: defer\.0\.reasn: there is no such key\. Did you mean "reason"\?$/,
  ],
  ['a path for a codemod', `${STEP}      - codemod: ./evil.js\n`, /^5:9: .*not a path or a package/],
  ['a package for a codemod', `${STEP}      - codemod: npm:evil\n`, /^5:9: .*not a path or a package/],
  ['a command that is none', `${STEP}      - command: inventry\n`, /^5:9: .*inventory/],
  ['neither codemod nor command', `${STEP}      - when: cli\n`, /^5:9: .*a codemod or a command/],
  ['both', `${STEP}      - codemod: a\n        command: mapping\n`, /^5:9: .*not both/],
  ['a target that is none', 'targets:\n  viewr: x\n', /^2:3: targets\.viewr/],
  ['no list', 'exclude: a\n', /^1:1: exclude: It must be a list\.$/],
  ['a text for settings', 'targets: s3cret\n', /^1:1: targets: It must be settings, each a "key: value"\.$/],
  ['a number for a text', 'targets: { viewer: 3 }\n', /^1:12: targets\.viewer: It must be a text\.$/],
  ['no YAML', 'a: [\n', /^2:1: /],
  ['a key twice', 'exclude: []\nexclude: []\n', /^2:1: .*unique/],
  [
    'a recipe without steps',
    'recipes:\n  mine:\n    description: Ours.\n    steps: []\n',
    /steps: A recipe has at least one step/,
  ],
  ['deep nesting', '['.repeat(20_000), /deeper/],
  ['deep dashes', `${'- '.repeat(20_000)}a\n`, /deeper/],
  [
    'an alias bomb',
    `a: &a [x, x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, index) => `${name}: &${name} [${`*${'abcdefg'[index]}, `.repeat(9)}x]`).join('\n')}\n`,
    /aliases/,
  ],
];

for (const [what, text, message] of FAULTS) test(`refuses ${what} with its place`, () => assert.match(faultOf(text), message));

test('refuses hostile texts again and again, and lives', () => {
  for (let round = 0; round < 5; round++) for (const [, text] of FAULTS) assert.notEqual(faultOf(text), '');
});

test('takes what is right, and nothing at all', () => {
  const text = `${STEP}      - { codemod: cli-sys-import, with: { modules: [sys] } }\nexclude: [legacy/]\ntargets: { viewer: a.py }\ndefer:\n  - { step: a, reason: b }\n`;
  const config = readChecked('codemod.yaml', text, ConfigSchema);
  assert.deepEqual(config.exclude, ['legacy/']);
  assert.equal(config.recipes['mine']?.steps[0]?.codemod, 'cli-sys-import');
  assert.equal(faultOf(''), '');
  assert.equal(faultOf('# nothing\n'), '');
});
