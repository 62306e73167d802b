import type { babel, NodePath } from 'codex-codemod';
import { namesOtherForms } from '../../sources/help-words.js';
import { boundValue } from '../program/bound-value.js';
import { argumentAt, calleeExpression, propertyOf } from '../program/calls.js';
import { stringText } from '../program/names.js';
import { type Program, qualifiedName } from '../program/program.js';
import { unwrap } from '../program/unwrap.js';
import { defaultsOf } from './defaults.js';
import type { Parsed } from './parsed.js';
import { plainValue } from './source.js';

/** https://github.com/unjs/citty: the parameter of `run` in `defineCommand({ args, run({ args }) {} })`. */
export function cittyParameter(program: Program, callback: NodePath<babel.Function>, index: number): Parsed | null {
  if (index !== 0) return null;
  for (const call of program.calls.get('defineCommand') ?? []) {
    if (qualifiedName(program, calleeExpression(call)) !== 'citty.defineCommand') continue;
    const config = argumentAt(call, 0);
    const command = config === null ? null : boundValue(config);
    const runs = ['run', 'setup', 'cleanup'].map((name) => propertyOf(command, name));
    if (!runs.some((run) => run !== null && (run.node === callback.node || unwrap(run).node === callback.node))) continue;
    const key = String(call.node.start);
    const declared = propertyOf(command, 'args');
    return {
      kind: 'options',
      read: (name) => (name === 'args' ? argsOf(key, declared) : name === 'rawArgs' ? RAW : null),
    };
  }
  return null;
}

const RAW: Parsed = { kind: 'words', key: 'rawArgs', label: 'rawArgs', from: 0 };

function argsOf(key: string, declared: NodePath | null): Parsed {
  return {
    kind: 'options',
    read(name) {
      if (name === '_') return { kind: 'words', key: `citty:${key}:_`, label: 'args._', from: 0 };
      const option = declared === null ? null : propertyOf(boundValue(declared), name);
      const config = option === null ? null : boundValue(option);
      const type = propertyOf(config, 'type');
      const kind = type === null ? 'string' : stringText(type);
      if (kind === 'boolean') return null;
      if (kind === 'enum') return { kind: 'checked' };
      const { written, unknown } = defaultsOf([propertyOf(config, 'default')]);
      const description = propertyOf(config, 'description');
      const help = description === null ? '' : (stringText(description) ?? '');
      const label = kind === 'positional' ? `<${name}>` : `--${name}`;
      const value = { ...plainValue(`citty:${key}:${name}`, label, name), defaults: written, unknownDefault: unknown };
      return { kind: 'value', value: { ...value, speaksOfOthers: namesOtherForms(help) } };
    },
  };
}
