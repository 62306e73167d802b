import type { NodePath } from 'codex-codemod';
import { boundValue } from '../program/bound-value.js';
import { argumentAt, calleeExpression, isCall, propertyOf } from '../program/calls.js';
import { stringText } from '../program/names.js';
import { type Program, qualifiedName } from '../program/program.js';
import { defaultsOf } from './defaults.js';
import type { Parsed } from './parsed.js';
import { plainValue } from './source.js';

/** `util.parseArgs({ options, ... })`: https://nodejs.org/api/util.html#utilparseargsconfig */
export function parseArgsAt(program: Program, path: NodePath): Parsed | null {
  if (!isCall(path)) return null;
  const name = qualifiedName(program, calleeExpression(path));
  if (name === 'minimist' || name === 'mri') return options(null);
  if (name !== 'util.parseArgs') return null;
  const config = argumentAt(path, 0);
  const declared = config === null ? null : propertyOf(boundValue(config), 'options');
  return {
    kind: 'options',
    read(name) {
      if (name === 'values') return options(declared);
      return name === 'positionals' ? { kind: 'words', key: 'positionals', label: 'positionals', from: 0 } : null;
    },
  };
}

function options(declared: NodePath | null): Parsed {
  return {
    kind: 'options',
    read(name) {
      if (name === '_') return { kind: 'words', key: 'words', label: '_', from: 0 };
      const option = declared === null ? null : propertyOf(boundValue(declared), name);
      const config = option === null ? null : boundValue(option);
      const type = propertyOf(config, 'type');
      if (type !== null && stringText(type) === 'boolean') return null;
      const { written, unknown } = defaultsOf([propertyOf(config, 'default')]);
      const value = { ...plainValue(`values:${name}`, `--${name}`, name), defaults: written, unknownDefault: unknown };
      return propertyOf(config, 'multiple') === null ? { kind: 'value', value } : { kind: 'values', value };
    },
  };
}
