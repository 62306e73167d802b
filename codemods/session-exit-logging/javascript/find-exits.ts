import type { babel, JavaScriptFile, JavaScriptServices, NodePath } from 'codex-codemod';
import { exitHandler } from './exit-handler.js';
import { isDisposeKey, isSessionClass } from './session-classes.js';
import { type BlockPath, type ClassPath, childOf, endOf, type FunctionPath, functionAt, keyName, startOf } from './syntax.js';

/** A function in which a session ends. */
export interface ExitFunction {
  readonly kind: 'dispose' | 'closer' | 'exit-handler';
  readonly path: FunctionPath;
  readonly body: BlockPath;
  /** The class that it is a method of; null for methods of objects and for handlers. */
  readonly classPath: ClassPath | null;
  /** The names of its parameters. */
  readonly parameters: readonly string[];
}

/** An arrow function that gives back an expression. */
export interface ExitExpression {
  readonly kind: ExitFunction['kind'];
  readonly arrow: NodePath<babel.ArrowFunctionExpression>;
  readonly expression: NodePath;
  readonly classPath: ClassPath | null;
}

export interface Exits {
  readonly functions: readonly ExitFunction[];
  readonly expressions: readonly ExitExpression[];
}

/** What says which functions end a session. */
export interface Wanted {
  readonly closers: readonly string[];
  readonly events: readonly string[];
}

type Services = Pick<JavaScriptServices, 'program' | 'originOf'>;
type Kind = ExitFunction['kind'];
type Found = Pick<ExitFunction, 'kind' | 'path' | 'classPath'>;

/** Every function of the file in which a session ends, in the order of the text. */
export function findExits(file: JavaScriptFile, { program, originOf }: Services, wanted: Wanted): Exits {
  const found = new Map<babel.Node, Found>();
  const add = (kind: Kind | null, path: FunctionPath | null, classPath: ClassPath | null): void => {
    if (kind === null || path === null || path.node.generator || found.has(path.node)) return;
    found.set(path.node, { kind, path, classPath });
  };
  program.traverse({
    ClassMethod(path) {
      if (!path.node.static && path.node.kind === 'method') add(kindOf(path, file, wanted), path, classOf(path));
    },
    ClassProperty(path) {
      const value = childOf(path, 'value');
      if (!path.node.static && value !== null) add(kindOf(path, file, wanted), functionAt(value), classOf(path));
    },
    ObjectMethod(path) {
      if (path.node.kind === 'method' && isDispose(path, file)) add('dispose', path, null);
    },
    ObjectProperty(path) {
      if (isDispose(path, file)) add('dispose', functionAt(path.get('value')), null);
    },
    CallExpression(path) {
      add('exit-handler', exitHandler(path, originOf), null);
    },
  });
  return split([...found.values()]);
}

function split(all: readonly Found[]): Exits {
  const functions: ExitFunction[] = [];
  const expressions: ExitExpression[] = [];
  for (const { kind, path, classPath } of all) {
    const body = childOf(path, 'body');
    if (body === null) continue;
    if (body.isBlockStatement()) functions.push({ kind, path, body, classPath, parameters: parametersOf(path) });
    else if (path.isArrowFunctionExpression()) expressions.push({ kind, arrow: path, expression: body, classPath });
  }
  return { functions, expressions };
}

function parametersOf({ node }: FunctionPath): readonly string[] {
  return node.params.flatMap((parameter) => {
    const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    return target.type === 'Identifier' ? [target.name] : [];
  });
}

function classOf(member: NodePath): ClassPath | null {
  const classPath = member.parentPath?.parentPath;
  return classPath?.isClass() === true ? classPath : null;
}

/** A name that is written with escapes is not looked at: the search for needles would not find it either. */
function isSpelt(key: NodePath, name: string, { text }: JavaScriptFile): boolean {
  return text.slice(startOf(key), endOf(key)).includes(name);
}

function isDispose(member: NodePath, file: JavaScriptFile): boolean {
  const key = 'computed' in member.node && member.node.computed === true ? childOf(member, 'key') : null;
  return key !== null && isDisposeKey(key) && isSpelt(key, 'ispose', file);
}

function kindOf(member: NodePath, file: JavaScriptFile, { closers, events }: Wanted): Kind | null {
  if (isDispose(member, file)) return 'dispose';
  const [key, classPath] = [childOf(member, 'key'), classOf(member)];
  const isComputed = 'computed' in member.node && member.node.computed === true;
  const name = key === null ? null : keyName(key.node, isComputed);
  if (key === null || name === null || classPath === null) return null;
  return closers.includes(name) && isSpelt(key, name, file) && isSessionClass(classPath, events) ? 'closer' : null;
}
