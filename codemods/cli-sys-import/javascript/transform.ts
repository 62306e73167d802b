import { CodemodError, type Context, type JavaScriptFile, type ParamSpecs, type Yielded } from 'codex-codemod';
import { type Decision, decide } from './decide.js';
import { NODE_MODULES } from './node-modules.js';
import { usesOf } from './uses.js';

const QUESTIONS: Readonly<Record<string, string>> = {
  SYS001: 'Is the name bound at run time?',
  SYS002: 'May the require stand at the top of the file?',
  SYS006: 'Is this file run by Node?',
  SYS007: 'Which of the uses mean the module?',
};

/** What the codemod does about some modules in one file of JavaScript or TypeScript. A declaration file is never run. */
export function* importModules<S extends ParamSpecs>(
  file: JavaScriptFile,
  context: Context<'javascript', S>,
  wanted: readonly string[],
): Iterable<Yielded> {
  if (/\.d\.[cm]?ts$/i.test(file.path)) return;
  const modules = new Set(wanted.filter((module) => file.text.includes(module)));
  const uses = usesOf(file, context, modules);
  for (const module of modules) yield* yielded(context, module, decide(file, context, module, uses(module)));
}

function* yielded<S extends ParamSpecs>(
  context: Context<'javascript', S>,
  module: string,
  decision: Decision,
): Iterable<Yielded> {
  if (decision.kind === 'leave') return;
  if (decision.kind === 'refuse') {
    yield context.finding(decision.code, decision.at, decision.message, QUESTIONS[decision.code]);
    return;
  }
  const others = decision.count === 1 ? '' : ` (and ${decision.count - 1} more)`;
  yield context.fix({
    reason: `\`${module}\` is used here${others} and bound nowhere: Node would throw a ReferenceError`,
    at: decision.first,
    imports: [context.imports.need(module)],
  });
}

/** @throws CodemodError `param-invalid`. */
export function checkNodeModule(module: string): string {
  if (NODE_MODULES.includes(module)) return module;
  const known = NODE_MODULES.join(', ');
  throw new CodemodError(
    'param-invalid',
    `cli-sys-import: "${module}" in node-modules is none of the modules of Node whose uses it knows: ${known}.`,
  );
}
