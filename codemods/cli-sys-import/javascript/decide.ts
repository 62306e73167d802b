import type { babel, JavaScriptFile, JavaScriptServices, NodePath } from 'codex-codemod';
import { boundUnseen, importOfGlobals, isDeclaredInComment, silencedBy } from './bound-unseen.js';
import { isDeclaredForTypes } from './declared-for-types.js';
import { fitsModule } from './fits.js';
import { placeOf } from './runs-in-node.js';
import { isProbe, type Uses } from './uses.js';

export type Code = 'SYS001' | 'SYS002' | 'SYS006' | 'SYS007';

interface Place {
  readonly start: number;
  readonly end: number;
}

/** What is to be done about one module's name in one file. */
export type Decision =
  | { readonly kind: 'leave' }
  | { readonly kind: 'refuse'; readonly code: Code; readonly at: Place; readonly message: string }
  | { readonly kind: 'import'; readonly first: Place; readonly count: number };

const LEAVE: Decision = { kind: 'leave' };

type Services = Pick<JavaScriptServices, 'program' | 'imports' | 'nodes' | 'unboundUses'>;

export function decide(file: JavaScriptFile, services: Services, module: string, { reads, isWritten }: Uses): Decision {
  if (reads.length === 0) return tooLate(services, module);
  if (isWritten || isDeclaredInComment(file, module) || isDeclaredForTypes(services, module)) return LEAVE;
  const [fitting] = reads.filter((read) => fitsModule(read, module));
  const place = placeOf(file, services);
  if (fitting === undefined || place === 'unknown') return LEAVE;
  const refused = refusal(file, services, module, reads);
  if (refused !== null) return refused;
  return decideUses(module, reads, placeFrom(fitting), place === 'node' ? null : unclear(file));
}

/** Why it cannot be told that nothing binds the name; null where nothing does. */
function refusal(
  file: JavaScriptFile,
  { program, imports }: Services,
  module: string,
  reads: readonly NodePath[],
): Decision | null {
  const [first] = reads;
  if (first === undefined) return null;
  const unseen = boundUnseen({ program }, module, reads);
  const by = unseen === null ? (importOfGlobals(imports) ?? silencedBy(file)) : placeFrom(unseen);
  if (by === null) return null;
  const shown = oneLine(file.text.slice(by.start, by.end));
  return refuse(
    'SYS001',
    placeFrom(first),
    `${module} is used and bound nowhere, but \`${shown}\` may bind it, or mean that it is`,
  );
}

/** What speaks against an import of a module of Node where nothing shows that Node runs the file. */
function unclear({ block }: JavaScriptFile): string {
  return block === undefined ? '' : '; browsers run components, too, and this one imports nothing that only Node has';
}

/** @param why it is not clear that Node runs the file; null where it does. */
function decideUses(module: string, reads: readonly NodePath<babel.Identifier>[], fitting: Place, why: string | null): Decision {
  const probe = reads.find(isProbe);
  if (reads.every(isProbe)) return LEAVE;
  if (probe !== undefined) return refuse('SYS002', placeFrom(probe), `the code itself asks whether ${module} is bound`);
  const other = reads.find((read) => !fitsModule(read, module));
  if (other !== undefined) {
    return refuse('SYS007', placeFrom(other), `${module} is bound nowhere, and used here otherwise than the module of Node`);
  }
  if (why !== null) return refuse('SYS006', fitting, `${module} is used as the module of Node, and bound nowhere${why}`);
  return { kind: 'import', first: fitting, count: reads.length };
}

/** A use that is run before the `require` that binds the name: the name is dead there. */
function tooLate({ program, imports }: Services, module: string): Decision {
  const binding = program.scope.getOwnBinding(module);
  const item = imports.all.find(({ local, form, topLevel }) => local === module && form === 'require' && topLevel);
  if (binding === undefined || item === undefined || binding.kind === 'var' || binding.kind === 'hoisted') return LEAVE;
  const early = binding.referencePaths.find((path) => placeFrom(path).end <= item.statement.start && isRunAtOnce(path));
  if (early === undefined) return LEAVE;
  return refuse('SYS002', placeFrom(early), `${module} is used before it is required`);
}

function isRunAtOnce(path: NodePath): boolean {
  return (
    path.findParent((parent) => parent.isFunction() || parent.isClass() || parent.isExportDeclaration()) === null &&
    !isProbe(path)
  );
}

function placeFrom({ node: { start, end } }: NodePath): Place {
  return { start: start ?? 0, end: end ?? 0 };
}

function refuse(code: Code, at: Place, message: string): Decision {
  return { kind: 'refuse', code, at, message };
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
