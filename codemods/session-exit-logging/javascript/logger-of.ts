import type { BabelBinding, NodePath } from 'codex-codemod';
import type { ExitContext } from './case.js';
import { childOf, startOf } from './syntax.js';

/** How the failure of an event is told. */
export interface LoggerUse {
  /** The name that the handler gives to the error. */
  readonly error: string;
  /** The statement in the handler. */
  readonly says: string;
}

const MESSAGE = "'session end could not be logged'";

/** Makers of loggers whose `error` does not throw, and whether it takes the error first, as its own documentation has it. */
const MAKERS: Readonly<Record<string, boolean>> = {
  pino: true,
  'pino.pino': true,
  'bunyan.createLogger': true,
  'winston.createLogger': false,
  'log4js.getLogger': false,
  'loglevel.getLogger': false,
};

/** The logger to write to at a place: the module's own, else the console. Null where `console` is the name of something else. */
export function loggerFor(place: NodePath, context: ExitContext): LoggerUse | null {
  const error = place.scope.hasBinding('error', true) ? context.style.freeName('failure') : 'error';
  const own = ownLogger(place, context);
  if (own !== null)
    return { error, says: `${own.name}.error(${own.errorFirst ? `${error}, ${MESSAGE}` : `${MESSAGE}, ${error}`});` };
  if (place.scope.getBinding('console') !== undefined) return null;
  return { error, says: `console.error(${MESSAGE}, ${error});` };
}

interface OwnLogger {
  readonly name: string;
  readonly errorFirst: boolean;
}

/** `const logger = pino(...)` at the top level, above the place. */
function ownLogger(place: NodePath, { program, originOf }: ExitContext): OwnLogger | null {
  const bindings = Object.values(program.scope.bindings).sort((a, b) => startOf(a.path) - startOf(b.path));
  for (const binding of bindings) {
    const errorFirst = startOf(binding.path) < startOf(place) ? takesErrorFirst(binding, originOf) : null;
    const name = binding.identifier.name;
    if (errorFirst !== null && place.scope.getBinding(name) === binding) return { name, errorFirst };
  }
  return null;
}

function takesErrorFirst({ path, constant }: BabelBinding, originOf: ExitContext['originOf']): boolean | null {
  const isPlain = constant && path.isVariableDeclarator() && path.node.id.type === 'Identifier';
  const init = isPlain ? childOf(path, 'init') : null;
  const callee = init?.isCallExpression() === true ? childOf(init, 'callee') : null;
  const origin = callee === null ? null : originOf(callee);
  return origin === null ? null : (MAKERS[[origin.module, ...origin.members].join('.')] ?? null);
}
