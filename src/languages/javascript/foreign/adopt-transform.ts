import path from 'node:path';
import type { Parser } from 'jscodeshift';
import { type Codemod, defineCodemod } from '../../../core/codemod.js';
import { nameAfter } from '../../../core/codemod-name.js';
import { type JscodeshiftTransform, jscodeshiftTransform } from './jscodeshift-transform.js';

/**
 * A codemod of what a module exports that was written for jscodeshift: a function from a file to its text, by itself or as `default`, and the
 * parser that it asks for beside it. https://jscodeshift.com/build/api-reference/#parser
 *
 * @param file of the module; the codemod is named after it.
 * @returns null where no function is exported.
 */
export function adoptTransform(exported: unknown, file: string): Codemod | null {
  const found = transformIn(exported);
  if (found === null) return null;
  const { transform, parser } = found;
  return defineCodemod({
    name: nameAfter(file),
    version: '0.0.0',
    summary: `The jscodeshift transform ${path.basename(file)}.`,
    params: {},
    anyParams: true,
    codes: {},
    foreign: true,
    languages: { javascript: jscodeshiftTransform(transform, parser === null ? {} : { parser }) },
  });
}

interface Found {
  readonly transform: JscodeshiftTransform;
  readonly parser: string | Parser | null;
}

/** Compilers put the exports of an ES module below `default`, once more where such a module is imported by another one. */
function transformIn(exported: unknown, depth = 0): Found | null {
  if (isTransform(exported)) return { transform: exported, parser: parserIn(exported) };
  if (typeof exported !== 'object' || exported === null || depth > 1) return null;
  const found = transformIn(Reflect.get(exported, 'default'), depth + 1);
  return found === null ? null : { ...found, parser: parserIn(exported) ?? found.parser };
}

/** What a function answers is looked at when it has answered. */
function isTransform(value: unknown): value is JscodeshiftTransform {
  return typeof value === 'function';
}

function parserIn(exported: object): string | Parser | null {
  const parser: unknown = Reflect.get(exported, 'parser');
  return typeof parser === 'string' || isParser(parser) ? parser : null;
}

function isParser(value: unknown): value is Parser {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'parse') === 'function';
}
