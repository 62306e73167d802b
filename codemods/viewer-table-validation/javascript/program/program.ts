import type { babel, JavaScriptFile, JavaScriptServices, NodePath } from 'codex-codemod';
import type { Verdict } from '../guards/verdict.js';
import type { Parsed } from '../sources/parsed.js';
import { calledName } from './calls.js';
import type { Call } from './spot.js';

/** A file under analysis, with what was found out about it. */
export interface Program {
  readonly file: JavaScriptFile;
  readonly path: NodePath<babel.Program>;
  readonly originOf: JavaScriptServices['originOf'];
  /** Every call and `new`, in the order of the text, by the last name of what is called. */
  readonly calls: ReadonlyMap<string, readonly Call[]>;
  readonly members: readonly (NodePath<babel.MemberExpression> | NodePath<babel.OptionalMemberExpression>)[];
  readonly classes: readonly NodePath<babel.Class>[];
  /** The modules that the file imports or requires, without `node:`. */
  readonly modules: readonly string[];
  readonly verdicts: Map<string, Verdict>;
  readonly parsed: Map<babel.Node, Parsed | null>;
  readonly functions: Map<babel.Node, NodePath<babel.Function> | null>;
  readonly callers: Map<babel.Node, readonly Call[]>;
}

type Services = Pick<JavaScriptServices, 'program' | 'originOf'>;

export function makeProgram(file: JavaScriptFile, services: Services): Program {
  const calls = new Map<string, Call[]>();
  const members: Program['members'][number][] = [];
  const classes: NodePath<babel.Class>[] = [];
  const modules = new Set<string>();
  const add = (call: Call): void => {
    const name = calledName(call);
    const known = calls.get(name);
    if (known === undefined) calls.set(name, [call]);
    else known.push(call);
    const [source] = call.node.arguments;
    const loads = name === 'require' || call.node.callee.type === 'Import';
    if (loads && source?.type === 'StringLiteral') modules.add(source.value);
  };
  services.program.traverse({
    CallExpression: add,
    OptionalCallExpression: add,
    NewExpression: add,
    MemberExpression: (path) => void members.push(path),
    OptionalMemberExpression: (path) => void members.push(path),
    Class: (path) => void classes.push(path),
    ImportDeclaration: (path) => void modules.add(path.node.source.value),
    ImportExpression: ({ node }) => void (node.source.type === 'StringLiteral' && modules.add(node.source.value)),
    TSExternalModuleReference: ({ node }) => void modules.add(node.expression.value),
  });
  return {
    file,
    path: services.program,
    originOf: services.originOf,
    calls,
    members,
    classes,
    modules: [...modules].map((module) => module.replace(/^node:/, '')),
    verdicts: new Map(),
    parsed: new Map(),
    functions: new Map(),
    callers: new Map(),
  };
}

/** The module and the names that lead to an expression: `better-sqlite3`, `pg.Pool`; null where it comes from none. */
export function qualifiedName({ originOf }: Pick<Program, 'originOf'>, path: NodePath): string | null {
  const origin = originOf(path);
  return origin === null ? null : [origin.module, ...origin.members].join('.');
}

/** True for a global of that name, also as it is imported from the module of Node that has it. */
export function isGlobal(program: Program, path: NodePath, name: string): boolean {
  if (path.isIdentifier({ name }) && !path.scope.hasBinding(name, true)) return true;
  return qualifiedName(program, path) === name;
}
