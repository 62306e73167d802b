import type { PythonFile, PythonServices, SyntaxNode } from 'codex-codemod';
import type { ExitMethod } from './find-exits.js';
import { argumentsOf, calledName } from './syntax.js';

const EXITS = new Set(['__exit__', '__aexit__']);

/**
 * True when something false that is not None may stand for "no exception": the parameter has such a default, or the file
 * itself calls an exit method with what is neither None nor an exception, as `self.__exit__(False, False, False)`.
 */
export function mayGetFalse(method: ExitMethod, file: PythonFile, services: PythonServices): boolean {
  return hasOtherDefault(method) || [...file.root.ofType('identifier')].some((name) => isDoubtful(name, services));
}

function hasOtherDefault({ node, exception }: ExitMethod): boolean {
  const parameters = node.child('parameters')?.namedChildren ?? [];
  return parameters.some((parameter) => {
    const value = parameter.child('name')?.text === exception ? parameter.child('value') : null;
    return value !== null && value.type !== 'none';
  });
}

/** True for `__exit__` where it is neither defined nor called with what Python itself would pass. */
function isDoubtful(name: SyntaxNode, services: PythonServices): boolean {
  if (!EXITS.has(name.text) || (name.field === 'name' && name.parent?.type === 'function_definition')) return false;
  const target = name.parent?.type === 'attribute' ? name.parent : name;
  const call = target.field === 'function' ? target.parent : null;
  if (call?.type !== 'call') return !isPushed(target);
  return !isAsPython(argumentsOf(call), services) && !isAsPython(argumentsOf(call).slice(1), services);
}

/** `stack.push(self.__exit__)`: an ExitStack calls it as Python does. */
function isPushed(target: SyntaxNode): boolean {
  const call = target.parent?.type === 'argument_list' ? target.parent.parent : null;
  return call?.type === 'call' && /^push(_async_exit)?$/.test(calledName(call) ?? '') && argumentsOf(call).length === 1;
}

/** True for nothing, for three values, or one starred one, that are None or speak of an exception. */
function isAsPython(values: readonly SyntaxNode[], services: PythonServices): boolean {
  const given = values.filter(({ type }) => type !== 'comment');
  const [only] = given;
  if (only?.type === 'list_splat' && given.length === 1) return isExceptionInfo(only.namedChildren[0], services);
  return (given.length === 0 || given.length === 3) && given.every((value) => isNoneOrException(value, services));
}

/** `sys.exc_info()`, or the arguments of the exit method around it. */
function isExceptionInfo(value: SyntaxNode | undefined, services: PythonServices): boolean {
  if (value?.type === 'call') return calledName(value) === 'exc_info';
  return value?.type === 'identifier' && isFromPython(value, services);
}

function isNoneOrException(value: SyntaxNode, services: PythonServices): boolean {
  if (value.type === 'none') return true;
  if (value.type === 'identifier') return isFromPython(value, services);
  if (value.type === 'attribute' && /^__(class|traceback)__$/.test(value.child('attribute')?.text ?? '')) return true;
  return value.type === 'call' && calledName(value) === 'type';
}

/** True for a name that is bound once: by `except ... as`, or as a parameter of an exit method, where the same question was asked. */
function isFromPython(name: SyntaxNode, services: PythonServices): boolean {
  const resolution = services.scope.resolve(name);
  if (resolution.kind !== 'bound') return false;
  const { sites } = resolution.binding;
  if (sites.every(({ kind }) => kind === 'except')) return sites.length > 0;
  const owner = sites[0]?.identifier.closest('function_definition', 'lambda');
  return sites.length === 1 && sites[0]?.kind === 'parameter' && EXITS.has(owner?.child('name')?.text ?? '');
}
