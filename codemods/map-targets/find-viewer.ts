import type { Imports, PythonFile, SyntaxNode } from 'codex-codemod';

/** What declares an argument of a command line, by the last part of its name: argparse, click, typer. */
const DECLARES = /(^|\.)(add_argument|option|argument|Option|Argument)$/;
const SQL = /\b(SELECT\b[\s\S]*\bFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\b[\s\S]*\bSET|PRAGMA\s+table_info|DROP\s+TABLE)\b/i;
const TABLE = /^(table|tables|tablename|tablenames|tbl)$/;
/** What may stand beside it in the name of an option that takes the name of a table; `--table-format` takes none. */
const BESIDE =
  /^(name|names|sql|sqlite|db|database|source|src|target|dest|from|to|in|into|show|log|logs|event|events|session|sessions)$/;
/** Options that take no value. */
const FLAG = /^(action=["'](store_true|store_false|count)["']|is_flag=True)$/;

interface Found {
  readonly at: SyntaxNode;
  readonly reason: string;
}

/** The argument of a command line that names a table, in a file that runs SQL; null when there is none. */
export function findViewer(file: PythonFile, imports: Imports): Found | null {
  return runsSql(file) ? (findOption(file) ?? findArgument(file, imports)) : null;
}

function runsSql(file: PythonFile): boolean {
  const executes = [...file.root.ofType('attribute')].some((node) =>
    /^(execute|read_sql)/.test(node.child('attribute')?.text ?? ''),
  );
  // A text that is a statement by itself is a docstring.
  return (
    executes &&
    [...file.root.ofType('string')].some((node) => node.parent?.type !== 'expression_statement' && SQL.test(node.text))
  );
}

function findOption(file: PythonFile): Found | null {
  for (const call of file.root.ofType('call')) {
    if (!DECLARES.test(call.child('function')?.text ?? '')) continue;
    const given = call.child('arguments')?.namedChildren ?? [];
    if (given.some(({ text }) => FLAG.test(text.replace(/\s/g, '')))) continue;
    const name = given.find((argument) => argument.type === 'string' && namesTable(argument.text));
    if (name !== undefined) return { at: name, reason: `${name.text} names a table on the command line, and SQL is run` };
  }
  return null;
}

/** `table = sys.argv[1]`. */
function findArgument(file: PythonFile, imports: Imports): Found | null {
  for (const subscript of file.root.ofType('subscript')) {
    const value = subscript.child('value');
    if (value === null || imports.qualifiedName(value) !== 'sys.argv') continue;
    const left = subscript.closest('assignment', 'call')?.child('left');
    if (left?.type === 'identifier' && namesTable(left.text)) {
      return { at: left, reason: `${left.text} comes from the command line, and SQL is run` };
    }
  }
  return null;
}

function namesTable(text: string): boolean {
  const name = /^[rbu]*["']/i.test(text) ? /^[rbuRBU]*["'](-{0,2}[\w-]+)["']$/.exec(text)?.[1] : text;
  const parts =
    name === undefined
      ? []
      : name
          .toLowerCase()
          .split(/[-_]+/)
          .filter((word) => word !== '');
  return parts.some((word) => TABLE.test(word)) && parts.every((word) => TABLE.test(word) || BESIDE.test(word));
}
