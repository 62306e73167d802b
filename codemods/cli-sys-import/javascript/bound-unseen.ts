import type { babel, JavaScriptFile, JavaScriptServices, NodePath } from 'codex-codemod';

/** Objects whose properties are the global names. */
const GLOBALS = new Set(['global', 'globalThis', 'window', 'self', 'root', 'GLOBAL']);

/** Functions that put properties into their first argument. */
const FILLING = new Set(['assign', 'defineProperty', 'defineProperties', 'extend', 'merge', 'set', 'setPrototypeOf']);

/**
 * The first place that may bind a name where no scope shows it: `with`, `eval`, a property of the global object, an import that
 * makes globals; or null.
 */
export function boundUnseen(
  { program }: Pick<JavaScriptServices, 'program'>,
  name: string,
  reads: readonly NodePath[],
): NodePath | null {
  const around = reads.map((read) => read.findParent((path) => path.isWithStatement())).find((path) => path !== null);
  if (around != null) return around;
  let found: NodePath | null = null;
  program.traverse({
    CallExpression(path) {
      if (isEval(path) || fillsGlobals(path)) found ??= path;
    },
    MemberExpression(path) {
      const isTarget = path.parentPath.isAssignmentExpression() && path.key === 'left';
      if (isTarget && isGlobal(path.get('object')) && mayBe(path.node, name)) found ??= path.parentPath;
    },
    TaggedTemplateExpression(path) {
      const tag = path.get('tag');
      // Scripts of zx are given `fs`, `os` and `path`, and are known by this: https://google.github.io/zx/
      if (tag.isIdentifier({ name: '$' }) && !path.scope.hasBinding('$', true)) found ??= path;
    },
  });
  return found;
}

/** An import for its effects whose module says that it makes globals: `import 'zx/globals'`. */
export function importOfGlobals(imports: JavaScriptServices['imports']): { readonly start: number; readonly end: number } | null {
  const found = imports.all.find(({ local, module }) => local === null && /global|\bzx\b|shim|setup|bootstrap/i.test(module));
  return found === undefined ? null : { start: found.statement.start, end: found.statement.end };
}

/** A call that can see, and add to, the names around it. */
function isEval(path: NodePath<babel.CallExpression>): boolean {
  return path.get('callee').isIdentifier({ name: 'eval' }) && path.node.arguments.length > 0;
}

function fillsGlobals(path: NodePath<babel.CallExpression>): boolean {
  const callee = path.get('callee');
  const [first] = path.get('arguments');
  if (!callee.isMemberExpression() || first === undefined) return false;
  const { property } = callee.node;
  return property.type === 'Identifier' && FILLING.has(property.name) && isGlobal(first);
}

/** The global object, and `this` where it may be the global object. */
function isGlobal(path: NodePath): boolean {
  if (path.isThisExpression()) return path.getFunctionParent() === null;
  return path.isIdentifier() && GLOBALS.has(path.node.name) && !path.scope.hasBinding(path.node.name, true);
}

/** True for the name, and for a property that is not written out. */
function mayBe({ property, computed }: babel.MemberExpression, name: string): boolean {
  if (!computed) return property.type === 'Identifier' && property.name === name;
  return property.type !== 'StringLiteral' || property.value === name;
}

/** True where a comment tells the linter that the name is there: `/* global path *\/`. */
export function isDeclaredInComment({ text, tokens }: JavaScriptFile, name: string): boolean {
  return tokens.some(({ kind, start, end }) => {
    const [, list] = (kind === 'comment' && /^\/\*\s*globals?\s([\s\S]*)\*\/$/.exec(text.slice(start, end))) || [];
    return list?.split(/[\s,]+/).some((word) => word.split(':')[0] === name) === true;
  });
}

/** The comment that turns off the rule that would have found the name; null where there is none. */
export function silencedBy({ text, tokens }: JavaScriptFile): { readonly start: number; readonly end: number } | null {
  return tokens.find(({ kind, start, end }) => kind === 'comment' && /\bno-undef\b/.test(text.slice(start, end))) ?? null;
}
