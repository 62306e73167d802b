import type { Binding, FixInit, PythonFile, PythonServices, Scope, SyntaxNode } from 'codex-codemod';
import { calledName, callOf } from './syntax.js';

/** How a handler in some place writes its record. */
export interface LoggerUse {
  /** An expression with a method `exception`. */
  readonly logger: string;
  readonly imports: NonNullable<FixInit['imports']>;
  /** True for a logger of the standard library. */
  readonly standard: boolean;
}

/** Functions that make a logger with a method `exception`; true for those that make one of the standard library. */
const MAKERS = new Map([
  ['logging.getLogger', true],
  ['oslo_log.log.getLogger', false],
  ['celery.utils.log.get_task_logger', true],
  ['celery.utils.log.get_logger', true],
  ['structlog.get_logger', false],
  ['structlog.getLogger', false],
]);

/**
 * The logger to use in a scope: the module's own, else `logging.getLogger(__name__)`. Null when the name `logging` stands
 * for something else there.
 */
export function loggerFor(scope: Scope, file: PythonFile, services: PythonServices): LoggerUse | null {
  const [own] = moduleLoggers(file, services)
    .filter(({ binding }) => services.scope.lookup(binding.name, scope) === binding)
    .sort((a, b) => Number(b.ofModule) - Number(a.ofModule));
  if (own !== undefined) return { logger: own.binding.name, imports: [], standard: own.standard };
  return fromLogging(scope, services);
}

interface ModuleLogger {
  readonly binding: Binding;
  /** True for `getLogger(__name__)`. */
  readonly ofModule: boolean;
  readonly standard: boolean;
}

/** Names that the module binds once, unconditionally, to a logger. */
function moduleLoggers(file: PythonFile, services: PythonServices): readonly ModuleLogger[] {
  const found: ModuleLogger[] = [];
  for (const binding of services.scope.module.bindings.values()) {
    const [site, ...others] = binding.sites;
    if (site === undefined || others.length > 0) continue;
    const maker = site.kind === 'assignment' || site.kind === 'annotation' ? madeBy(site.by, binding, file, services) : null;
    if (maker !== null) found.push({ binding, ...maker });
    if (site.kind === 'import' && isImportedLogger(binding, services)) found.push({ binding, ofModule: false, standard: false });
  }
  return found;
}

function madeBy(statement: SyntaxNode, binding: Binding, file: PythonFile, services: PythonServices) {
  const assignment = statement.type === 'assignment' ? statement : statement.namedChildren[0];
  const call = assignment?.type === 'assignment' ? callOf(assignment.child('right') ?? undefined) : null;
  const target = call?.child('function') ?? null;
  if (call === null || target === null || assignment?.child('left')?.type !== 'identifier') return null;
  if (assignment.parent?.parent !== file.root) return null;
  const known = MAKERS.get(services.imports.qualifiedName(target) ?? '');
  const isLogger = known !== undefined || (/^get_?(\w+_)?logger$/i.test(calledName(call) ?? '') && isAskedToLog(binding));
  return !isLogger ? null : { ofModule: call.child('arguments')?.text.includes('__name__') === true, standard: known ?? false };
}

/** `from loguru import logger`, or another imported name on which the file itself calls `exception`. */
function isImportedLogger(binding: Binding, services: PythonServices): boolean {
  if (!/^_*log(ger)?$/i.test(binding.name)) return false;
  if (
    services.imports.all.some(({ local, module, name }) => local === binding.name && module === 'loguru' && name === 'logger')
  ) {
    return true;
  }
  return isAskedToLog(binding);
}

/** True when the file itself calls `exception` on the name, so that there is such a method. */
function isAskedToLog(binding: Binding): boolean {
  return binding.uses.some((use) => {
    const call = use.parent?.type === 'attribute' ? use.parent.parent : null;
    return call?.type === 'call' && call.child('function') === use.parent && calledName(call) === 'exception';
  });
}

function fromLogging(scope: Scope, services: PythonServices): LoggerUse | null {
  const getLogger = services.imports.localName('logging', 'getLogger');
  const module = services.imports.localName('logging');
  for (const [local, text] of [
    [module, `${module}.getLogger`],
    [getLogger, getLogger],
  ]) {
    if (local === null || local === undefined || !isModuleName(local, scope, services)) continue;
    return { logger: `${text}(__name__)`, imports: [], standard: true };
  }
  if (services.scope.lookup('logging', scope) !== null || services.scope.module.bindings.has('logging')) return null;
  return { logger: 'logging.getLogger(__name__)', imports: [services.imports.need('logging')], standard: true };
}

/** True when the first part of a dotted name is what the module binds, as seen from the scope. */
function isModuleName(dotted: string, scope: Scope, services: PythonServices): boolean {
  const [name = ''] = dotted.split('.');
  return services.scope.lookup(name, scope)?.scope === services.scope.module;
}
