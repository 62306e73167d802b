import type { PythonFile, SyntaxNode } from 'codex-codemod';
import { running } from './syntax.js';

/** An `__exit__` or `__aexit__` of a class. */
export interface ExitMethod {
  readonly node: SyntaxNode;
  readonly name: string;
  readonly body: SyntaxNode;
  readonly classNode: SyntaxNode;
  readonly isAsync: boolean;
  /** The name of the first parameter, as `self`; null when there is none. */
  readonly self: string | null;
  /** How the method writes the body's exception: `exc`, `args[1]`; null where it has no name for it. */
  readonly exception: string | null;
  /** The names by which the method knows what went wrong: of the type, the exception, the traceback, or of all three. */
  readonly parameters: readonly string[];
}

/** Every exit method of the file, those of nested classes too. */
export function* findExits(file: PythonFile): Generator<ExitMethod> {
  for (const node of file.root.ofType('function_definition')) {
    const name = node.child('name')?.text ?? '';
    const body = node.child('body');
    const classNode = node.closest('class_definition', 'function_definition', 'lambda');
    if ((name !== '__exit__' && name !== '__aexit__') || body === null || classNode?.type !== 'class_definition') continue;
    if ([...running(body)].some(({ type }) => type === 'yield')) continue;
    const { names, star } = parametersOf(node);
    const [self = null, ...parameters] = names;
    yield {
      node,
      name,
      body,
      classNode,
      isAsync: node.childOfType('async') !== null,
      self,
      exception: exceptionOf(parameters, star, body),
      parameters: star === null ? parameters : [...parameters, star],
    };
  }
}

interface Parameters {
  /** Of the parameters that take one positional argument each. */
  readonly names: readonly string[];
  /** Of `*args`. */
  readonly star: string | null;
}

function parametersOf(method: SyntaxNode): Parameters {
  const names: string[] = [];
  for (const parameter of method.child('parameters')?.namedChildren ?? []) {
    if (parameter.type === 'positional_separator') continue;
    if (parameter.type === 'keyword_separator' || parameter.type === 'dictionary_splat_pattern') break;
    const target = parameter.type === 'typed_parameter' ? parameter.namedChildren[0] : parameter;
    if (target?.type === 'list_splat_pattern') return { names, star: target.namedChildren[0]?.text ?? null };
    if (target?.type === 'dictionary_splat_pattern') break;
    const name = target?.type === 'identifier' ? target : target?.child('name');
    if (name !== null && name !== undefined) names.push(name.text);
  }
  return { names, star: null };
}

/** The exception is the second argument after `self`: https://docs.python.org/3/reference/datamodel.html#object.__exit__ */
function exceptionOf(parameters: readonly string[], star: string | null, body: SyntaxNode): string | null {
  const named = parameters[1];
  if (named !== undefined) return named;
  if (star === null) return null;
  return unpackedFrom(star, body) ?? `${star}[${1 - parameters.length}]`;
}

/** The second name of `kind, error, tb = args`, when the method unpacks its arguments so. */
function unpackedFrom(star: string, body: SyntaxNode): string | null {
  for (const node of running(body)) {
    if (node.type !== 'assignment' || node.child('right')?.text !== star) continue;
    const targets = node.child('left')?.namedChildren ?? [];
    const second = targets[1];
    if (targets.length === 3 && second?.type === 'identifier') return second.text;
  }
  return null;
}
