import type { CodeDoc } from 'codex-codemod';

/** What this codemod reports instead of changing something. */
export const CODES: Readonly<Record<string, CodeDoc>> = {
  TBL001: {
    title: 'The table name is derived from a file name.',
    cause: 'A check at the command line would see the path, not the name that is made of it.',
    remedy:
      'Check the derived name where it is made, or turn every character that is no letter, digit or underscore into an underscore.',
    example: 'table = Path(args.csv).stem',
  },
  TBL002: {
    title: 'The command line and the SQL text are in different modules.',
    cause:
      'The value is read in one module and put into SQL in another; whether a check stands between cannot be seen in one file.',
    remedy: 'Check the value where it is read, as the type of the argument, or where it becomes SQL.',
    example: 'for row in store.rows(args.table): ...',
  },
  TBL003: {
    title: 'Names that the check would refuse are in use here.',
    cause:
      'A default, a literal, a help text or a replacement speaks of names with blanks, dashes or schemas; they would stop working.',
    remedy: 'Quote the name by the rules of SQL (double the quotes inside), or compare it with the tables that exist.',
    example: 'parser.add_argument("--table", default="public.logs")',
  },
  TBL004: {
    title: 'The same value is a table here and a text there.',
    cause: 'The value also stands inside of an SQL string, where other characters are right.',
    remedy: 'Bind the text as a parameter, then run this codemod again.',
    example: `f"... WHERE name = '{table}'" and f"SELECT * FROM {table}"`,
  },
  TBL005: {
    title: 'A column, or a whole clause, comes from the command line.',
    cause: 'Whoever starts the program can write any SQL there. That may be what the program is for.',
    remedy: 'Compare columns with the known ones, and bind values as parameters.',
    example: 'f"SELECT * FROM logs WHERE {args.where}"',
    information: true,
  },
  TBL006: {
    title: 'The value goes into SQL text that cannot be read.',
    cause: 'The text is made by a template or a function whose code is not here, so that the place of the value is unknown.',
    remedy: 'Look at the template; check the value where it is read if it is a name.',
    example: 'conn.execute(TEMPLATE.substitute(table=args.table))',
  },
  TBL007: {
    title: 'The table name is not checked, and no check can be put there safely.',
    cause:
      'The argument has a type or an action of its own, only a part of it is used, or it goes through code that is not here.',
    remedy: 'Write the check by hand where the message says, and let it raise for every name that is none.',
    example: 'parser.add_argument("--table", type=str.lower)',
  },
  TBL008: {
    title: 'A check of the table name lets bad names through.',
    cause:
      '"$" also matches before a newline at the end, match and search look at a part of the text, and a list of what is forbidden is never complete.',
    remedy: 'Use re.fullmatch with the characters that are allowed, and raise when it does not match.',
    example: 'if not re.match(r"^\\w+$", table): raise ValueError(table)',
  },
};
