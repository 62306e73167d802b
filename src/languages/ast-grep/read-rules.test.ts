import assert from 'node:assert/strict';
import { CodemodError } from '../../core/errors.js';
import { suite } from '../../testing/suite.js';
import { adoptRules } from './adopt-rules.js';
import { isRuleText, readRules } from './read-rules.js';

const test = suite('rule files');

const HEAD = 'id: a\nlanguage: js\n';

/** What is wrong with a rule file: found when it is read, or when ast-grep is given its rules. */
async function faultOf(text: string): Promise<string> {
  try {
    await adoptRules(text, 'rule.yml').prepare();
    return '';
  } catch (thrown) {
    assert.ok(thrown instanceof CodemodError && thrown.code === 'rule-invalid', String(thrown));
    return thrown.message;
  }
}

test('a file has one rule or several, and comments between them', () => {
  const rule = 'rule: { pattern: a }\n';
  const ids = (text: string) => readRules('rule.yml', text).map(({ id }) => id);
  assert.deepEqual(ids(`# first\n${HEAD}${rule}`), ['a']);
  assert.deepEqual(ids(`---\n${HEAD}${rule}---\n# nothing\n---\r\n${HEAD.replace('id: a', 'id: b')}${rule}---\n`), ['a', 'b']);
});

test('what is wrong is told with its key and its line', async () => {
  const rule = 'rule: { pattern: a() }\n';
  const faults: readonly (readonly [string, RegExp])[] = [
    [`${HEAD}rule:\n  patern: a\n`, /^rule\.yml:4:3: rule\.patern: there is no such key\.$/],
    [`${HEAD}${rule}---\n${HEAD}${rule}fixx: b\n`, /^rule\.yml:8:1: fixx: there is no such key/],
    [`language: js\n${rule}`, /^rule\.yml:1:1: id: this key is missing/],
    [`id: a\nlanguage: Python\n${rule}`, /^rule\.yml:2:1: language: Rules are run for JavaScript, TypeScript, Tsx, Css, Html/],
    [
      `${HEAD}rule:\n  has: { stopBy: far, kind: a }\n`,
      /^rule\.yml:4:10: rule\.has\.stopBy: It must be "neighbor", "end" or a rule/,
    ],
    [`${HEAD}rule: { regex: a }\n`, /^rule\.yml:3:1: rule: It must say by "pattern" or "kind"/],
    [`${HEAD}rule: { pattern: $A }\n`, /rule: It must say/],
    [`${HEAD}${rule}fix: { expandEnd: { regex: a } }\n`, /^rule\.yml:4:1: fix: It must be a text, or a "template"/],
    [`${HEAD}${rule}files: ['a/{b']\n`, /^rule\.yml:4:9: files\.0: This glob cannot be used: a bracket or brace is not closed/],
    [`${HEAD}${rule}files: ['./a']\n`, /without "\/" or "\.\/" in front/],
    [`${HEAD}${rule}files: ['*a*b*c*d*']\n`, /more than 4 "\*"/],
    [`${HEAD}${rule}severity: bad\n`, /^rule\.yml:4:1: severity/],
    [`${HEAD}rule: [\n`, /^rule\.yml:\d+:\d+: /],
    ['# nothing\n', /^rule\.yml: it has no rule\.$/],
  ];
  for (const [text, message] of faults) assert.match(await faultOf(text), message);
  assert.equal(await faultOf(HEAD + rule), '', 'the control');
});

test('what cannot be done as ast-grep does it is refused', async () => {
  const rule = 'rule: { pattern: a($A) }\n';
  const rewriter = "rewriters: [{ id: r, rule: { kind: number, pattern: $A }, fix: 'x' }]\n";
  const rewrite = 'transform:\n  N: { rewrite: { source: $A, rewriters: [r] } }\n';
  const faults: readonly (readonly [string, RegExp])[] = [
    [`${rule}fix: { template: '', expandEnd: { pattern: b($A) } }\n`, /fix\.expandEnd: Metavariables in it cannot be compared/],
    [`${rule}${rewriter}`, /^rule\.yml:4:\d+: rewriters\.0\.rule: \$A is bound by the rule already/],
    [`${rule}${rewrite}`, /^rule\.yml:5:3: transform\.N: There is no rewriter "r"\.$/],
    [`${rule}transform:\n  N: rewrite($A, rewriters=[r])\n`, /transform\.N: Here, "rewrite" is written as keys/],
    [
      `${rule}${rewriter.replace('$A', '$B')}${rewrite}  M: substring($N, startChar=1)\n`,
      /transform\.M: \$N is the result of "rewrite"/,
    ],
  ];
  for (const [text, message] of faults) assert.match(await faultOf(HEAD + text), message);
  assert.equal(await faultOf(HEAD + rule + rewriter.replace('$A', '$B') + rewrite), '', 'the control');
});

test('ast-grep itself is asked before any file is', async () => {
  const faults: readonly (readonly [string, RegExp])[] = [
    ['rule: { kind: nope }\n', /^rule\.yml: the rule "a": .*Kind `nope` is invalid\.$/],
    ['rule: { pattern: a($A) }\nfix: $B\n', /Undefined meta var `B`\.$/],
    ['rule: { pattern: a($A) }\nfix: $$$A\n', /^$/],
    ['rule: { pattern: a($_) }\nfix: $_\n', /nothing is bound by \$_, which the fix uses/],
    ['rule: { pattern: a($A) }\nconstraints: { B: { kind: number } }\n', /Undefined meta var `B` used in `constraints`/],
    ["rule: { kind: number, regex: '(' }\n", /regex/i],
    ["rule: { pattern: 'import $A from $B' }\n", /the pattern "import \$A from \$B" is not valid code by itself/],
    ["rule: { pattern: a() }\nfix: { template: '', expandEnd: { kind: nope } }\n", /Kind `nope` is invalid/],
    ["rule: { pattern: a() }\nrewriters: [{ id: r, rule: { kind: nope }, fix: '' }]\n", /the rewriter "r" of the rule "a"/],
    ['rule: { pattern: a(), matches: b }\n', /b/],
  ];
  for (const [text, message] of faults) assert.match(await faultOf(HEAD + text), message, text);
});

test('a rule is told from a recipe', () => {
  assert.ok(isRuleText(`${HEAD}rule: { pattern: a }\n`));
  assert.ok(isRuleText('id: a\nrule: [\n'), 'though it is badly written');
  assert.ok(!isRuleText('description: A recipe.\nsteps:\n  - codemod: sqlite-pool\n    with: { rule: a }\n'));
  assert.ok(!isRuleText('- rule: a\n'));
  assert.ok(!isRuleText(''));
});
