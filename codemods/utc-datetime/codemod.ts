import {
  defineCodemod,
  type Edit,
  type ImportRequest,
  insertAt,
  type PythonServices,
  replaceRange,
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

/** Neither the class nor `timezone` is sure to be that of the standard library then. */
const STAR = 'a star import of the file may bind datetime or timezone to something else';

export default defineCodemod({
  name: 'utc-datetime',
  version: '1.0.0',
  summary:
    'Replaces the deprecated utcnow() and utcfromtimestamp(t): now(timezone.utc) and fromtimestamp(t, timezone.utc) tell their zone.',
  params: {},
  codes: {
    UTC001: {
      title: 'A deprecated function is used without being called',
      cause: 'It is passed on, stored or replaced, and who calls it cannot be seen here. Its successor wants one argument more.',
      remedy: 'Write a function that calls now(timezone.utc), and look at who uses its results: they become aware.',
      example: [
        'from datetime import datetime',
        '',
        'class Session:',
        '    created: datetime = field(default_factory=datetime.utcnow)',
      ].join('\n'),
    },
    UTC002: {
      title: 'The arguments cannot be read',
      cause: 'utcnow() takes no argument, and utcfromtimestamp(t) one that has no name; this call has others, or unpacks them.',
      remedy: 'Write the call with its one argument.',
      example: 'from datetime import datetime\n\nstart = datetime.utcfromtimestamp(*parts)',
    },
    UTC003: {
      title: 'A mark for UTC is appended to the text of a naive datetime',
      cause: 'The text of an aware datetime ends in +00:00 already: together they would be no valid time.',
      remedy: 'Take the mark away if readers of the text accept +00:00, or write .isoformat().replace("+00:00", "Z").',
      example: 'from datetime import datetime\n\nstamp = datetime.utcnow().isoformat() + "Z"',
    },
  },
  languages: {
    python: {
      needles: ['utcnow', 'utcfromtimestamp'],
      *transform(file, { fix, finding, query, imports, scope }) {
        const hasStar = imports.all.some(({ local }) => local === '*');
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
          const argument = addArgument(passed, name.text, utc.text);
          if (use === 'mark') {
            yield finding('UTC003', call);
          } else if (argument === null) {
            yield finding('UTC002', call);
          } else {
            const what = {
              reason: `datetime.${name.text}() is deprecated since Python 3.12 and gives a naive datetime`,
              at: call,
              edits: [replaceRange(file.text, name, successor), argument],
              imports: utc.imports,
            };
            const caveat = [...(use === 'same' ? [] : [CAVEATS[use]]), ...(hasStar ? [STAR] : [])].join('; ');
            yield fix(caveat === '' ? what : { ...what, applicability: 'unsafe', caveat });
          }
        }
      },
    },
  },
});

/** How `datetime.timezone.utc` is written at a place. The engine withholds the fix where the import that it needs cannot be. */
function nameOfUtc(
  callee: SyntaxNode,
  { imports, scope }: Pick<PythonServices, 'imports' | 'scope'>,
): { text: string; imports: readonly ImportRequest[] } {
  const owner = callee.child('object');
  const module = owner?.type === 'attribute' ? owner.child('object') : null;
  if (module !== null) return { text: `${module.text}.timezone.utc`, imports: [] };
  const there = imports.localName('datetime', 'timezone');
  const base = there === null ? null : scope.lookup(there.replace(/[.].*/, ''), scope.scopeOf(callee));
  if (base?.scope === scope.module && base.sites.every(({ identifier }) => identifier.end <= callee.start)) {
    return { text: `${there}.utc`, imports: [] };
  }
  return { text: 'timezone.utc', imports: [imports.need('datetime', 'timezone')] };
}

/** Puts the time zone behind the arguments; null when they are not those of the function. */
function addArgument(passed: SyntaxNode, name: string, utc: string): Edit | null {
  const [first, ...others] = passed.namedChildren;
  if (passed.type !== 'argument_list' || others.length > 0) return null;
  if (name === 'utcnow') return first === undefined ? insertAt(passed.start + 1, utc) : null;
  if (first === undefined || first.type === 'keyword_argument' || first.type.endsWith('_splat')) return null;
  return insertAt(first.end, `, ${utc}`);
}
