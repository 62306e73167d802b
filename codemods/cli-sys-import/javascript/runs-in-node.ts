import type { JavaScriptFile, JavaScriptServices, NodePath } from 'codex-codemod';
import { NODE_MODULES } from './node-modules.js';

/** Properties of `process` that bundlers give to programs for browsers, too. */
const EVERYWHERE = new Set(['env', 'browser', 'nextTick', 'version', 'versions', 'title']);

const OF_BROWSERS = new Set(['window', 'document', 'localStorage', 'navigator', 'XMLHttpRequest', 'importScripts']);

/** What a file tells about where it runs. `unknown` for a script that may share its names with others of a page. */
export type Place = 'node' | 'unclear' | 'unknown';

export function placeOf(file: JavaScriptFile, services: Pick<JavaScriptServices, 'program' | 'imports' | 'unboundUses'>): Place {
  const { program, imports } = services;
  const { sourceType, interpreter, directives } = program.node;
  const isModule = sourceType === 'module';
  if (directives.some(({ value }) => value.value === 'use client')) return 'unclear';
  if (interpreter != null && !/\b(?:node|nodejs|tsx|ts-node|bun)\b/.test(interpreter.value)) return 'unknown';
  const modules = [...imports.all.map(({ module }) => module), ...(file.block?.importedBeside ?? [])];
  if (modules.some(isOfNode)) return 'node';
  const names = freeNames(services);
  if (names.some((name) => OF_BROWSERS.has(name))) return isModule ? 'unclear' : 'unknown';
  const isShown = interpreter != null || /\.[cm][jt]s$/i.test(file.path) || names.some((name) => OF_NODE.has(name));
  if (isShown) return 'node';
  return isModule ? 'unclear' : 'unknown';
}

function isOfNode(module: string): boolean {
  return (
    module.startsWith('node:') || NODE_MODULES.includes(module.split('/')[0] ?? '') || /^(?:crypto|stream|events)$/.test(module)
  );
}

/** Names that only modules of Node have; of `process` and `module` those with the members that tell. */
const OF_NODE = new Set(['require', 'module.exports', 'exports', '__dirname', '__filename', 'process']);

const TELLING = new Set([...OF_BROWSERS, ...OF_NODE, 'module']);

/** The free names of a file that tell where it runs. */
function freeNames({ unboundUses }: Pick<JavaScriptServices, 'unboundUses'>): readonly string[] {
  return unboundUses(TELLING).flatMap(({ path }) => {
    const { name } = path.node;
    const { parentPath, key } = path;
    if (!path.isIdentifier() || !path.isReferencedIdentifier() || isTypeof(parentPath)) return [];
    const member = parentPath?.isMemberExpression() === true && key === 'object' ? parentPath.node.property : null;
    const property = member?.type === 'Identifier' ? member.name : '';
    if (name === 'process') return property === '' || EVERYWHERE.has(property) ? [] : [name];
    return [name === 'module' ? `module.${property}` : name];
  });
}

function isTypeof(path: NodePath | null): boolean {
  return path?.isUnaryExpression({ operator: 'typeof' }) === true;
}
