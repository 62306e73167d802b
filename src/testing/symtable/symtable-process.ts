import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { BITS, type Table } from './table.js';

/**
 * Reads a text a line, as JSON, and answers its tables in a flat list, each with the index of its parent. The raw flags
 * are used, by the formulas of CPython's own symtable.py, since that module makes an object for every name.
 */
const SCRIPT = `
import json, sys, warnings, _symtable as s
warnings.simplefilter("ignore")
sys.stdout.reconfigure(encoding="utf-8", newline="\\n")
sys.stdin.reconfigure(encoding="utf-8", errors="strict")
BITS = json.loads(sys.argv[1])
SCOPES = {s.LOCAL: "local", s.CELL: "local", s.FREE: "free", s.GLOBAL_IMPLICIT: "global", s.GLOBAL_EXPLICIT: "declaredGlobal"}
FLAGS = [(s.DEF_PARAM, "parameter"), (s.DEF_IMPORT, "imported"), (s.DEF_LOCAL, "assigned"), (s.USE, "referenced"),
         (s.DEF_ANNOT, "annotated"), (s.DEF_NONLOCAL, "nonlocal")]
TYPES = {s.TYPE_MODULE: "module", s.TYPE_CLASS: "class", s.TYPE_FUNCTION: "function"}
def bits(flags, namespace):
    found = BITS[SCOPES[(flags >> s.SCOPE_OFF) & s.SCOPE_MASK]] if (flags >> s.SCOPE_OFF) & s.SCOPE_MASK else 0
    for flag, name in FLAGS:
        if flags & flag:
            found |= BITS[name]
    return found | (BITS["namespace"] if namespace else 0)
def tables(text):
    compile(text, "<file>", "exec", dont_inherit=True)
    found, todo = [], [(s.symtable(text, "<file>", "exec"), -1)]
    while todo:
        table, parent = todo.pop()
        spaces = {child.name for child in table.children}
        names = {name: bits(flags, name in spaces) for name, flags in table.symbols.items()}
        todo.extend((child, len(found)) for child in table.children)
        found.append([TYPES.get(table.type, "type"), table.name, table.lineno, parent, names])
    return found
print(json.dumps({"version": list(sys.version_info[:2])}), flush=True)
for line in sys.stdin:
    try:
        answer = {"tables": tables(json.loads(line))}
    except Exception as error:
        answer = {"refused": type(error).__name__ + ": " + str(error)}
    print(json.dumps(answer), flush=True)
`;

/** Milliseconds for one text. */
const DEADLINE = 60_000;

type Row = readonly [type: string, name: string, line: number, parent: number, names: Readonly<Record<string, number>>];

/** The answers of the script; `tables` has the module first, and parents before their children. */
interface Reply {
  readonly version?: readonly [major: number, minor: number];
  readonly tables?: readonly Row[];
  readonly refused?: string;
}

/** What CPython makes of a text: the table of its module, or the reason why it does not compile. */
export type SymtableAnswer = { readonly module: Table } | { readonly refused: string };

/** One long-lived python3 that answers with its symbol tables. It works outside of any folder that has Python modules. */
export class SymtableProcess {
  /** `[3, 11]` */
  readonly version: readonly [major: number, minor: number];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcessWithoutNullStreams, lines: AsyncIterator<string>, version: readonly [number, number]) {
    this.#child = child;
    this.#lines = lines;
    this.version = version;
  }

  /** Null when there is no such python3. */
  static async start(command = 'python3'): Promise<SymtableProcess | null> {
    const args = ['-I', '-S', '-c', SCRIPT, JSON.stringify(BITS)];
    const child = spawn(command, args, { cwd: path.parse(process.cwd()).root, stdio: 'pipe' });
    child.on('error', () => {});
    child.stdin.on('error', () => {});
    child.stderr.resume();
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const version = (await nextReply(child, lines))?.version;
    return version === undefined ? null : new SymtableProcess(child, lines, version);
  }

  /** One text at a time. Null when the process died over it: start another. */
  async ask(text: string): Promise<SymtableAnswer | null> {
    this.#child.stdin.write(`${JSON.stringify(text)}\n`);
    const reply = await nextReply(this.#child, this.#lines);
    if (reply === null) return null;
    return reply.tables === undefined ? { refused: reply.refused ?? 'no answer' } : { module: nest(reply.tables) };
  }

  stop(): void {
    this.#child.kill('SIGKILL');
  }
}

async function nextReply(child: ChildProcessWithoutNullStreams, lines: AsyncIterator<string>): Promise<Reply | null> {
  const timer = setTimeout(() => child.kill('SIGKILL'), DEADLINE);
  const line = await lines.next();
  clearTimeout(timer);
  return line.done === true ? null : JSON.parse(line.value);
}

function nest(rows: readonly Row[]): Table {
  const tables: (Table & { children: Table[] })[] = [];
  for (const [type, name, line, parent, names] of rows) {
    const table = { type, name, line, names: new Map(Object.entries(names)), children: [] };
    tables.push(table);
    tables[parent]?.children.push(table);
  }
  const module = tables[0];
  if (module === undefined) throw new Error('symtable gave no table');
  return module;
}
