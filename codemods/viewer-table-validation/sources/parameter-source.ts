import type { SyntaxNode } from 'codex-codemod';
import { methodOf } from '../program/classes.js';
import { classOf, decoratorsOf } from '../program/owner.js';
import { parametersOf } from '../program/parameters.js';
import type { Program } from '../program/program.js';
import { argparseSource, type Found } from './argparse-source.js';
import { clickSource } from './click-source.js';
import { typerSource } from './typer-source.js';

/** A parameter that a framework fills from the command line. */
export function sourceOfParameter(program: Program, definition: SyntaxNode, name: string): Found {
  const parameter = parametersOf(definition).find((one) => one.name === name);
  if (parameter === undefined) return null;
  const ofDjango = djangoOption(program, definition, name);
  if (ofDjango !== null) return ofDjango;
  return clickSource(program, decoratorsOf(definition), name) ?? typerSource(program, definition, parameter);
}

/** `def handle(self, table, **options)` of a management command of Django. */
function djangoOption(program: Program, definition: SyntaxNode, name: string): Found {
  const ofClass = definition.child('name')?.text === 'handle' ? classOf(definition) : null;
  if (ofClass === null || methodOf(program, ofClass, 'add_arguments') === null) return null;
  const parameter = parametersOf(definition).find((one) => one.name === name);
  if (parameter?.kind === 'keywords' || parameter?.kind === 'rest' || name === 'self') return null;
  return argparseSource(program, { library: 'argparse', parsers: null }, name);
}
