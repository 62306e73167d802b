import { type Pin, pinOf } from 'codex-codemod';
import type { Settings } from './params.js';
import type { Spelling } from './spelling.js';
import type { Tool } from './tools.js';
import { yamlList, yamlWord } from './yaml-words.js';

export function wantedArgs(tool: Tool, params: Settings): readonly string[] {
  return params[`${tool.name}-args`];
}

/** The entry of `repos` with the hook of a tool, as YAML text. */
export function repositoryText(tool: Tool, params: Settings, spelling: Spelling): string {
  const key = keyIn(spelling);
  const hook = hookText(tool, params, spelling).replaceAll('\n', '\n    ');
  return [
    `${key('repo')}: ${yamlWord(`https://github.com/${tool.repository}`, spelling.quotes('repo'))}`,
    `${key('rev')}: ${revText(pinOf(tool.repository, params.pins), spelling)}`,
    `${key('hooks')}:`,
    `  - ${hook}`,
  ].join('\n');
}

/** An entry of `hooks`, as YAML text. */
export function hookText(tool: Tool, params: Settings, spelling: Spelling): string {
  const key = keyIn(spelling);
  const id = `${key('id')}: ${yamlWord(tool.name, spelling.quotes('id'))}`;
  const args = wantedArgs(tool, params);
  if (args.length === 0) return id;
  const text = argsText(args, spelling);
  return `${id}\n${key('args')}:${text.startsWith('[') ? ' ' : '\n  '}${text.replaceAll('\n', '\n  ')}`;
}

/** A list of arguments as YAML text, in the style that most have in the file. */
export function argsText(words: readonly string[], spelling: Spelling): string {
  const quoted = spelling.quotes('args');
  return spelling.args === 'flow' ? yamlList(words, quoted) : words.map((word) => `- ${yamlWord(word, quoted)}`).join('\n');
}

/** The comment is the one that `pre-commit autoupdate --freeze` writes and reads: https://pre-commit.com/#pre-commit-autoupdate */
export function revText({ ref, version }: Pin, { quotes, hasComments }: Pick<Spelling, 'quotes' | 'hasComments'>): string {
  return `${yamlWord(ref, quotes('rev'))}${version !== '' && hasComments ? `  # frozen: ${version}` : ''}`;
}

function keyIn({ quotesKeys }: Spelling): (name: string) => string {
  return (name) => (quotesKeys ? JSON.stringify(name) : name);
}
