import type { Edit, FixInit, ImportRequest } from 'codex-codemod';
import type { Program } from '../program/program.js';
import type { Border } from '../sources/source.js';
import { borderEdits } from './border-edits.js';
import { findHelpers } from './find-helper.js';
import { FLAVOURS, type Flavour } from './flavour.js';
import { findPattern, freeNames, helperText } from './helper-text.js';
import { helperOffset, insertHelper, nodeOf, statementOf } from './insert-helper.js';

/** What a group of checks needs beside the checks themselves. */
interface Support {
  readonly check: string;
  readonly edits: readonly Edit[];
  readonly imports: readonly ImportRequest[];
}

/**
 * The edits of a fix that checks values at these borders.
 *
 * @param all the borders of all fixes of the file: every helper goes above the first of them, so that two fixes that
 * both need one meet, and the second finds the first one's helper in the next pass
 * @returns null when they cannot be made exactly
 */
export function checkAtBorders(
  program: Program,
  flavour: Flavour,
  borders: readonly Border[],
  all: readonly Border[],
  allowsEmpty: boolean,
): Pick<FixInit, 'edits' | 'imports'> | null {
  const support = supportFor(program, flavour, all, allowsEmpty);
  if (support === null) return null;
  const edits = borders.map((border) => borderEdits(program, border, support.check));
  if (edits.includes(null)) return null;
  return { edits: [...support.edits, ...edits.flatMap((some) => some ?? [])], imports: support.imports };
}

function supportFor(program: Program, flavour: Flavour, all: readonly Border[], allowsEmpty: boolean): Support | null {
  const offset = firstOffset(program, all);
  const known = findHelpers(program).find((helper) => helper.flavour === flavour && helper.allowsEmpty === allowsEmpty);
  if (known !== undefined) return { check: known.name, edits: [], imports: [] };
  const re = nameOf(program, 're', null, offset);
  const { module, error } = FLAVOURS[flavour];
  const raised = module === null ? { text: error, imports: [] } : nameOf(program, module, error, offset);
  if (re === null || raised === null) return null;
  const unit = program.module.statements.unitAt(all[0] === undefined ? program.module.file.root : nodeOf(all[0]));
  const pattern = findPattern(program, re.text, offset);
  const names = { ...freeNames(program), ...(pattern === null ? {} : { pattern }) };
  const text = helperText(flavour, names, { re: re.text, error: raised.text, unit, allowsEmpty, hasPattern: pattern !== null });
  return { check: names.check, edits: [insertHelper(program, offset, text)], imports: [...re.imports, ...raised.imports] };
}

function firstOffset(program: Program, borders: readonly Border[]): number {
  return Math.min(...borders.map((border) => helperOffset(program, statementOf(program, border))));
}

/** How the helper can speak of a module or a name of it, and what has to be imported for that. */
function nameOf(
  program: Program,
  module: string,
  name: string | null,
  offset: number,
): { text: string; imports: readonly ImportRequest[] } | null {
  const { imports } = program.module;
  const local = imports.localName(module, name ?? undefined);
  if (local !== null) {
    const base = local.split('.')[0];
    const above = imports.all.some((one) => one.topLevel && one.local.split('.')[0] === base && one.statement.start < offset);
    // Names that the helper needs when the module is loaded must be there by then.
    return above || name !== null ? { text: local, imports: [] } : null;
  }
  const fromModule = imports.all.some((one) => one.topLevel && one.module === module && one.name !== null && one.name !== '*');
  if (name !== null && fromModule) return { text: name, imports: [imports.need(module, name)] };
  return { text: name === null ? module : `${module}.${name}`, imports: [imports.need(module)] };
}
