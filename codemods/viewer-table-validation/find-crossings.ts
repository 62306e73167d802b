import type { SyntaxNode } from 'codex-codemod';
import type { Use } from './find-uses.js';
import type { FileNote } from './notes.js';
import { argumentsOf } from './program/arguments.js';
import { calleeOf } from './program/callee.js';
import { lineOf } from './program/line-of.js';
import { parametersOf } from './program/parameters.js';
import type { Program } from './program/program.js';
import { start } from './values/environment.js';
import { expand } from './values/expand.js';

/** What is given on as it is was read near by. */
const MOST_STEPS = 200;

/** Modules that no project has as its own. */
const FOREIGN =
  /^(builtins|os|sys|re|json|csv|logging|sqlite3|argparse|pathlib|time|datetime|subprocess|shutil|math|itertools)(\.|$)/;

/** Values of the command line that this file gives to functions of other modules. */
export function findPassed(program: Program): readonly FileNote[] {
  return [...program.calls.values()].flat().flatMap((call) => {
    const callee = call.child('function');
    const target = callee === null || calleeOf(program, call) !== null ? null : program.module.imports.qualifiedName(callee);
    if (target === null || FOREIGN.test(target)) return [];
    const { positional, keywords } = argumentsOf(call);
    const given: readonly (readonly [number | string, SyntaxNode])[] = [...positional.entries(), ...keywords];
    return given.flatMap(([argument, value]) => {
      const label = labelOf(program, value);
      return label === null ? [] : [{ kind: 'passes' as const, label, target, argument, line: lineOf(program, call) }];
    });
  });
}

/** The source that an argument stands for as it is, or null. */
function labelOf(program: Program, value: SyntaxNode): string | null {
  if (!['identifier', 'attribute', 'subscript', 'call', 'boolean_operator'].includes(value.type)) return null;
  for (const [only, another] of expand(program, value, start(MOST_STEPS))) {
    if (only?.kind !== 'leaf' || another !== undefined || only.origin.kind !== 'source') continue;
    const { weak, opaque, path } = only.traits;
    if (weak === undefined && opaque === undefined && path === undefined) return only.origin.source.label;
  }
  return null;
}

/** Parameters of the module's functions that are tables in SQL. */
export function findTaken(program: Program, parameters: readonly Use[]): readonly FileNote[] {
  return parameters.flatMap(({ leaf, sink }) => {
    if (leaf.origin.kind !== 'parameter') return [];
    const { definition, name: parameter } = leaf.origin;
    const holder = definition.parent?.type === 'decorated_definition' ? definition.parent : definition;
    const name = definition.child('name')?.text;
    const index = parametersOf(definition).findIndex((one) => one.name === parameter);
    if (holder.parent?.type !== 'module' || name === undefined) return [];
    return [{ kind: 'takes' as const, name, parameter, index, line: lineOf(program, sink) }];
  });
}
