import type { PythonFile, SyntaxNode } from 'codex-codemod';

/** What declares an argument of a command line, by the last part of its name: argparse, click, typer. */
const DECLARES = /(^|\.)(add_argument|option|argument|Option|Argument)$/;
const TABLE = /^[rbuRBU]*["']-{0,2}[\w-]*table[\w-]*["']$/i;
const SQL = /\b(SELECT\b[\s\S]*\bFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\b[\s\S]*\bSET|PRAGMA\s+table_info|DROP\s+TABLE)\b/i;

/** The argument of a command line that names a table, in a file that runs SQL; null when there is none. */
export function findViewer(file: PythonFile): { readonly at: SyntaxNode; readonly reason: string } | null {
  const strings = [...file.root.ofType('string')];
  const executes = [...file.root.ofType('attribute')].some((node) =>
    /^(execute|read_sql)/.test(node.child('attribute')?.text ?? ''),
  );
  if (!executes || !strings.some(({ text }) => SQL.test(text))) return null;
  for (const call of file.root.ofType('call')) {
    if (!DECLARES.test(call.child('function')?.text ?? '')) continue;
    const name = call
      .child('arguments')
      ?.namedChildren.find((argument) => argument.type === 'string' && TABLE.test(argument.text));
    if (name !== undefined) return { at: name, reason: `${name.text} names a table on the command line, and SQL is run` };
  }
  return null;
}
