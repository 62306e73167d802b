import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf } from '../program/arguments.js';
import type { Program } from '../program/program.js';
import { stringText } from '../program/string-text.js';
import { unwrap } from '../program/unwrap.js';
import type { Found } from './argparse-source.js';
import { defaultsOf } from './defaults.js';
import { speaksOfOthers } from './help.js';
import { type CheckKind, judgeCheck } from './judge-check.js';
import { loadedDefaultMap } from './later-defaults.js';
import type { Obstacle } from './source.js';

const DECORATORS = /^(click|asyncclick|rich_click|cloup)(\.decorators)?\.(option|argument)$/;

/** Types of click that give no free text. */
const CLOSED = /(^|\.)(Choice|IntRange|FloatRange|DateTime|UUID|INT|FLOAT|BOOL|UnprocessedParamType)\b/;
const PATHS = /(^|\.)(Path|File)\b/;

/** The option or argument of click that gives a parameter its value. */
export function clickSource(program: Program, decorators: readonly SyntaxNode[], name: string): Found {
  for (const decorator of decorators) {
    const callee = decorator.type === 'call' ? decorator.child('function') : null;
    const kind = callee === null ? undefined : DECORATORS.exec(program.module.imports.qualifiedName(callee) ?? '')?.[3];
    if (kind === undefined) continue;
    const strings = argumentsOf(decorator).positional.flatMap((node) => stringText(unwrap(node)) ?? []);
    if (parameterNameOf(strings) === name) return judge(program, decorator, strings, name);
  }
  return null;
}

/** https://click.palletsprojects.com/en/stable/options/#name-your-options */
function parameterNameOf(strings: readonly string[]): string | null {
  const explicit = strings.find((string) => /^[A-Za-z_]\w*$/.test(string));
  if (explicit !== undefined) return strings.length === 1 ? explicit.toLowerCase() : explicit;
  const options = strings.map((string) => (string.split('/')[0] ?? '').trim());
  const longest = [...options].sort((a, b) => dashes(b) - dashes(a))[0];
  return longest === undefined ? null : longest.replace(/^-+/, '').replaceAll('-', '_').toLowerCase();
}

function dashes(option: string): number {
  return /^-*/.exec(option)?.[0].length ?? 0;
}

function judge(program: Program, call: SyntaxNode, strings: readonly string[], name: string): Found {
  const { keywords, doubleSplats, splat } = argumentsOf(call);
  const type = keywords.get('type');
  const callback = keywords.get('callback');
  if (isFlag(keywords) || (type !== undefined && CLOSED.test(type.text))) return 'checked';
  const typed = type === undefined || /(^|\.)(STRING|UNPROCESSED)$/.test(type.text) ? null : judgeCheck(program, type, 0);
  const called = callback === undefined ? null : judgeCheck(program, callback, 'last');
  if (typed?.kind === 'checked' || called?.kind === 'checked') return 'checked';
  const label = strings.find((string) => string.startsWith('--')) ?? strings[0] ?? name;
  const { written, unknown } = defaultsOf(program, [keywords.get('default'), keywords.get('flag_value')]);
  const several = keywords.get('multiple')?.text === 'True' || (keywords.has('nargs') && keywords.get('nargs')?.text !== '1');
  return {
    key: `click:${call.start}`,
    label,
    names: [name, ...strings],
    borders: [{ kind: 'click', call }],
    obstacle: obstacleOf(label, { typed, called, type, several, hidden: doubleSplats.length > 0 || splat }),
    defaults: written,
    unknownDefault: unknown ?? loadedDefaultMap(program),
    speaksOfOthers: speaksOfOthers(program, [keywords.get('help'), keywords.get('metavar'), keywords.get('prompt')]),
  };
}

function isFlag(keywords: ReadonlyMap<string, SyntaxNode>): boolean {
  return keywords.get('is_flag')?.text === 'True' || keywords.get('count')?.text === 'True';
}

interface Settings {
  readonly typed: CheckKind | null;
  readonly called: CheckKind | null;
  readonly type: SyntaxNode | undefined;
  readonly several: boolean;
  readonly hidden: boolean;
}

function obstacleOf(label: string, { typed, called, type, several, hidden }: Settings): Obstacle | null {
  const cannot = (why: string): Obstacle => ({ code: 'TBL007', message: `${label} ${why}` });
  const weak = [typed, called].find((kind) => kind?.kind === 'weak');
  if (weak?.kind === 'weak')
    return { code: 'TBL008', message: `the check of ${label} lets names through that are none`, at: weak.at };
  if (called !== null) return cannot('has a callback of its own, which is no check');
  if (typed?.kind === 'path' || (type !== undefined && PATHS.test(type.text))) return cannot('is a path');
  if (typed !== null && typed.kind !== 'nothing') return cannot('has a type of its own, which is no check');
  if (several) return cannot('takes several values');
  return hidden ? cannot('is declared with settings that are not written in the call') : null;
}
