import type { Edit, Yielded } from 'codex-codemod';
import { compareOptions, isComplete, type Lack } from './compare-options.js';
import { argsText, wantedArgs } from './hook-texts.js';
import type { Hook } from './read-hooks.js';
import type { Run } from './run.js';
import type { Tool } from './tools.js';
import { yamlWord } from './yaml-words.js';

/** Gives the hooks of a tool the arguments that are wanted, or asks where that is for a person to decide. */
export function* completeHooks(hooks: readonly Hook[], tool: Tool, run: Run): Generator<Yielded> {
  const wanted = wantedArgs(tool, run.context.params);
  const lacks = hooks.map(({ words }) => compareOptions(wanted, words, tool.options));
  const [hook, another] = hooks;
  const [lack] = lacks;
  if (hook === undefined || lack === undefined || lacks.some(isComplete)) return;
  if (another === undefined) yield* completeHook(hook, lack, tool, run);
  else {
    const message = `${hooks.length} hooks run ${tool.name}, and none has ${wanted.join(' ')}`;
    yield run.context.finding('HOOK006', hook.map, message, 'Which of them is to have these arguments?');
  }
}

function* completeHook(hook: Hook, { missing, different }: Lack, tool: Tool, run: Run): Generator<Yielded> {
  const { finding } = run.context;
  const wanted = wantedArgs(tool, run.context.params).join(' ');
  if (hook.obstacle === 'hidden' || hook.obstacle === 'shape') {
    const message = `it cannot be seen that ${tool.name} runs with ${wanted}`;
    yield finding('HOOK005', hook.map, message, `Does the hook run ${tool.name} with ${wanted}?`);
    return;
  }
  if (different.length > 0) {
    const message = `${tool.name} has another value than ${different.join(' ')}`;
    yield finding('HOOK004', hook.map, message, `Is the value of the hook meant, and not ${different.join(' ')}?`);
  }
  if (missing.length === 0) return;
  if (hook.obstacle === 'shared') {
    yield finding('HOOK003', hook.map, `${missing.join(' ')} would be added in other places too`);
    return;
  }
  const edits = editsOf(hook, missing, run);
  if (edits === null) yield finding('HOOK008', hook.map, `the hook needs ${missing.join(' ')}`);
  else yield run.context.fix({ reason: `${tool.name} is to run with ${missing.join(' ')}`, at: hook.map, edits });
}

function editsOf({ map, args }: Hook, missing: readonly string[], { context, spelling }: Run): readonly Edit[] | null {
  const standing = context.pair(map, 'args');
  if (args === null) return null;
  if (args === 'absent' || args.items.length === 0) {
    const text = argsText(missing, spelling);
    if (standing !== null) return context.replaceValue(standing, text);
    const beside = ['entry', 'id'].find((key) => context.pair(map, key) !== null);
    return context.addPair(map, 'args', text, beside === undefined ? 'end' : { after: beside });
  }
  const words = missing.map((word) => yamlWord(word, mostAreQuoted(args.items)));
  const end = args.items.findIndex(({ node }) => context.scalar(node) === '--');
  return context.addItems(args, words, end < 0 ? 'end' : { before: end });
}

function mostAreQuoted(items: readonly { readonly node: { readonly kind: string } | null }[]): boolean {
  const quoted = items.filter(
    ({ node }) => node !== null && 'style' in node && (node.style === 'single' || node.style === 'double'),
  );
  return quoted.length * 2 > items.length;
}
