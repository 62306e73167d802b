import {
  type Binding,
  defineCodemod,
  type Edit,
  type ImportRequest,
  type Imports,
  insertAt,
  type PythonServices,
  replaceRange,
  type Scope,
  type SyntaxNode,
} from 'codex-codemod';
import { type ResultUse, resultUse } from './result-use.js';

const SUCCESSORS = new Map([
  ['datetime.datetime.utcnow', 'now'],
  ['datetime.datetime.utcfromtimestamp', 'fromtimestamp'],
]);

const CAVEATS: Record<Exclude<ResultUse, 'same' | 'mark'>, string> = {
  kept: 'an aware datetime raises TypeError where it is compared with a naive one or subtracted from it, and its text ends in +00:00',
  text: 'the text of an aware datetime ends in +00:00, and %Z and %z are no longer empty',
  instant: 'the naive datetime was taken for local time here, so the result changes wherever that is not UTC',
};

export default defineCodemod({
  name: 'utc-datetime',
  version: '1.0.0',
  summary:
    'Calls now(timezone.utc) and fromtimestamp(t, timezone.utc) instead of the deprecated utcnow() and utcfromtimestamp(t).',
  params: {},
  codes: {
    UTC001: {
      title: 'A deprecated function is used without being called',
      cause: 'It is passed on, stored or replaced, and who calls it cannot be seen here. Its successor wants one argument more.',
      remedy: 'Write a function that calls now(timezone.utc), and look at who uses its results: they become aware.',
      example: 'created: datetime = field(default_factory=datetime.utcnow)',
    },
    UTC002: {
      title: 'The arguments cannot be read',
      cause: 'utcnow() takes no argument, and utcfromtimestamp(t) one that has no name; this call has others, or unpacks them.',
      remedy: 'Write the call with its one argument.',
      example: 'datetime.utcfromtimestamp(*parts)',
    },
    UTC003: {
      title: 'A mark for UTC is appended to the text of a naive datetime',
      cause: 'The text of an aware datetime ends in +00:00 already: together they would be no valid time.',
      remedy: 'Take the mark away if readers of the text accept +00:00, or write .isoformat().replace("+00:00", "Z").',
      example: 'datetime.utcnow().isoformat() + "Z"',
    },
    UTC004: {
      title: 'timezone means something else here, or may',
      cause:
        'The file binds the name timezone itself, for instance by "from django.utils import timezone", or a star import may.',
      remedy: 'Import datetime.timezone under another name, at the top of the file: the codemod will use that.',
      example: 'from django.utils import timezone',
    },
  },
  languages: {
    python: {
      needles: ['utcnow', 'utcfromtimestamp'],
      *transform(file, { fix, finding, query, imports, scope }) {
        for (const match of query(
          '(attribute attribute: (identifier) @name (#any-of? @name "utcnow" "utcfromtimestamp")) @callee',
        )) {
          const callee = match.one('callee');
          const name = match.one('name');
          const successor = SUCCESSORS.get(imports.qualifiedName(callee) ?? '');
          if (successor === undefined) continue;
          const call = callee.parent;
          const passed = call?.type === 'call' && callee.field === 'function' ? call.child('arguments') : null;
          if (call === null || passed === null) {
            yield finding('UTC001', callee);
            continue;
          }
          const use = resultUse(call, imports);
          const utc = nameOfUtc(callee, { imports, scope });
          const argument = utc === null ? null : addArgument(passed, name.text, utc.text);
          if (use === 'mark') {
            yield finding('UTC003', call);
          } else if (utc === null) {
            yield finding('UTC004', call);
          } else if (argument === null) {
            yield finding('UTC002', call);
          } else {
            const what = {
              reason: `datetime.${name.text}() is deprecated since Python 3.12 and gives a naive datetime`,
              at: call,
              edits: [replaceRange(file.text, name, successor), argument],
              imports: utc.imports,
            };
            yield fix(use === 'same' ? what : { ...what, applicability: 'unsafe', caveat: CAVEATS[use] });
          }
        }
      },
    },
  },
});

/** How `datetime.timezone.utc` can be written at a place; null where the name that it needs is taken. */
function nameOfUtc(
  callee: SyntaxNode,
  services: Pick<PythonServices, 'imports' | 'scope'>,
): { text: string; imports: readonly ImportRequest[] } | null {
  const { imports, scope } = services;
  const owner = callee.child('object');
  const module = owner?.type === 'attribute' ? owner.child('object') : null;
  if (module !== null) return { text: `${module.text}.timezone.utc`, imports: [] };
  const from = scope.scopeOf(callee);
  const near = scope.lookup('timezone', from);
  if (near !== null && near.scope !== scope.module && isTimezone(near, imports) && isBoundBefore(near, callee, from)) {
    return { text: 'timezone.utc', imports: [] };
  }
  const there = imports.localName('datetime', 'timezone');
  if (there !== null) {
    const binding = scope.lookup(there.split('.', 1)[0] ?? there, from);
    return binding?.scope === scope.module && isBoundBefore(binding, callee, from) ? { text: `${there}.utc`, imports: [] } : null;
  }
  return near === null && isFree('timezone', services)
    ? { text: 'timezone.utc', imports: [imports.need('datetime', 'timezone')] }
    : null;
}

/** True for a name of a function that only import statements bind, none of them under a condition. */
function isTimezone(binding: Binding, imports: Imports): boolean {
  return binding.sites.every(({ by }) => {
    const bound = imports.all.find((one) => one.local === 'timezone' && one.statement === by);
    return bound?.module === 'datetime' && bound.name === 'timezone' && by.parent?.parent === binding.scope.node;
  });
}

/** What a function reads from outside of it was bound before it is called; within one scope the order of the text counts. */
function isBoundBefore(binding: Binding, callee: SyntaxNode, from: Scope): boolean {
  if (binding.sites.length === 0) return false;
  for (let scope: Scope | null = from; scope !== null && scope !== binding.scope; scope = scope.parent) {
    if (scope.kind === 'function' || scope.kind === 'lambda') return true;
  }
  return binding.sites.some(({ identifier }) => identifier.end <= callee.start);
}

/** False where an import of the name would catch what the file means by it, or a star import may bind it anew. */
function isFree(name: string, { imports, scope }: Pick<PythonServices, 'imports' | 'scope'>): boolean {
  return (
    !imports.all.some(({ local }) => local === '*') &&
    !scope.reads.some((read) => read.text === name && scope.resolve(read).kind !== 'bound')
  );
}

/** Puts the time zone behind the arguments; null when they are not those of the function. */
function addArgument(passed: SyntaxNode, name: string, utc: string): Edit | null {
  const [first, ...others] = passed.namedChildren;
  if (passed.type !== 'argument_list' || others.length > 0) return null;
  if (name === 'utcnow') return first === undefined ? insertAt(passed.start + 1, utc) : null;
  if (first === undefined || first.type === 'keyword_argument' || first.type.endsWith('_splat')) return null;
  return insertAt(first.end, `, ${utc}`);
}
