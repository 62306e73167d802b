import type { SgNode } from '@ast-grep/napi';
import type { Yielded } from '../../core/fix.js';
import type { Context } from '../../core/language-transform.js';
import type { ParamSpecs } from '../../core/params.js';
import { positionsOf, type SourceFile } from '../../core/source-file.js';
import { type JavaScriptFile, scriptPath } from '../javascript/javascript-file.js';
import { type Candidate, inOrder } from './candidate.js';
import { environmentOf } from './environment.js';
import { fixesFor } from './fixes-for.js';
import { FACTS, GRAMMARS, type Grammar } from './grammars.js';
import { readIgnores } from './ignores.js';
import { configOf, loadAstGrep } from './napi.js';
import { needlesOf } from './needles.js';
import { rangeOf } from './nodes.js';
import { replacementOf } from './replacement.js';
import type { Rule } from './rule.js';
import { render } from './template.js';

type RulesContext = Pick<Context<never, ParamSpecs>, 'fix' | 'finding'>;

/** The part of a codemod that runs rules over the files of one language. */
export function rulesTransform(rules: readonly Rule[]) {
  const grammars = new Set(rules.map(({ grammar }) => grammar));
  return {
    needles: needlesOf(rules),
    paths: [...new Set([...grammars].flatMap(endingsOf))].map((extension) => `*${extension}`),
    transform: (file: SourceFile & Pick<JavaScriptFile, 'block'>, context: RulesContext) => runRules(rules, file, context),
  };
}

/** Scripts of components are written in one or the other. */
function endingsOf(grammar: Grammar): readonly string[] {
  const { extensions, language } = FACTS[grammar];
  return language === 'javascript' ? [...extensions, '.vue', '.svelte'] : extensions;
}

function* runRules(
  all: readonly Rule[],
  file: SourceFile & Pick<JavaScriptFile, 'block'>,
  context: RulesContext,
): Iterable<Yielded> {
  const grammar = grammarOf(scriptPath(file));
  const rules = all.filter((rule) => rule.grammar === grammar && rule.takes(file.path));
  if (grammar === null || rules.length === 0) return;
  const root = loadAstGrep().parse(grammar, file.text).root();
  const ignores = readIgnores(root, file.text);
  const found = rules
    .flatMap((rule) => candidatesOf(rule, root, file.text))
    .filter(({ rule, node }) => !ignores.holds(rule.id, node));
  const candidates = inOrder(found);
  for (const { rule, at, message, replacement } of candidates) {
    if (replacement === null) yield context.finding(rule.code, at, message);
  }
  if (candidates.length > 0) yield* fixesFor(candidates, file, unreadIn(root, file.text), context);
}

function candidatesOf(rule: Rule, root: SgNode, text: string): readonly Candidate[] {
  return root.findAll(configOf(rule)).map((node) => {
    const environment = environmentOf({ text, rule, node }, rule);
    const at = rangeOf(node);
    const told = render(rule.message, environment, at.start);
    const message = told === '' ? `the rule ${rule.id} matches` : `${rule.id}: ${told}`;
    return { rule, node, at, message, replacement: replacementOf(node, rule, environment) };
  });
}

function grammarOf(path: string): Grammar | null {
  const extension = /\.[^./]+$/.exec(path)?.[0].toLowerCase() ?? '';
  return GRAMMARS.find((grammar) => FACTS[grammar].extensions.includes(extension)) ?? null;
}

/** The first line that ast-grep's parser could make nothing of, or null: it guesses how to go on. */
function unreadIn(root: SgNode, text: string): number | null {
  const error = root.find({ rule: { kind: 'ERROR' } });
  return error === null ? null : positionsOf(text)(error.range().start.index).line;
}
