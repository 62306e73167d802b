import type { CodeDoc } from 'codex-codemod';

/** What this codemod reports instead of changing something. */
export const CODES: Readonly<Record<string, CodeDoc>> = {
  TBL001: {
    title: 'The table name is derived from a file name.',
    cause: 'A check at the command line would see the path, not the name that is made of it.',
    remedy:
      'Check the derived name where it is made, or turn every character that is no letter, digit or underscore into an underscore.',
    example: [
      'import argparse, sqlite3',
      'from pathlib import Path',
      '',
      'parser = argparse.ArgumentParser()',
      'parser.add_argument("csv")',
      'args = parser.parse_args()',
      'table = Path(args.csv).stem',
      'sqlite3.connect("app.db").execute(f"DROP TABLE {table}")',
    ].join('\n'),
  },
  TBL002: {
    title: 'The command line and the SQL text are in different modules.',
    cause:
      'The value is read in one module and put into SQL in another; whether a check stands between cannot be seen in one file.',
    remedy: 'Check the value where it is read, as the type of the argument, or where it becomes SQL.',
    example: [
      'import argparse',
      'import store',
      '',
      'parser = argparse.ArgumentParser()',
      'parser.add_argument("--table")',
      'args = parser.parse_args()',
      'store.rows(args.table)  # store.py: conn.execute(f"SELECT * FROM {table}")',
    ].join('\n'),
  },
  TBL003: {
    title: 'Names that the check would refuse are in use here.',
    cause:
      'A default, a literal, a help text, a replacement or a table that the file creates has a name with blanks, dashes, other letters or a schema; it would stop working.',
    remedy: 'Quote the name by the rules of SQL (double the quotes inside), or compare it with the tables that exist.',
    example: [
      'import argparse, sqlite3',
      '',
      'parser = argparse.ArgumentParser()',
      'parser.add_argument("--table", default="archive.logs")',
      'args = parser.parse_args()',
      'sqlite3.connect("app.db").execute(f"DELETE FROM {args.table}")',
    ].join('\n'),
  },
  TBL004: {
    title: 'The same value is a table here and a text there.',
    cause: 'The value also stands inside of an SQL string, where other characters are right.',
    remedy: 'Bind the text as a parameter, then run this codemod again.',
    example: [
      'import sqlite3, sys',
      '',
      'name = sys.argv[1]',
      'conn = sqlite3.connect("app.db")',
      'conn.execute(f"INSERT INTO audit (who) VALUES (\'{name}\')")',
      'conn.execute(f"DELETE FROM {name}")',
    ].join('\n'),
  },
  TBL005: {
    title: 'A column, or a whole clause, comes from the command line.',
    cause: 'Whoever starts the program can write any SQL there. That may be what the program is for.',
    remedy: 'Compare columns with the known ones, and bind values as parameters.',
    example: [
      'import argparse, sqlite3',
      '',
      'parser = argparse.ArgumentParser()',
      'parser.add_argument("--where", default="1")',
      'args = parser.parse_args()',
      'sqlite3.connect("app.db").execute(f"SELECT * FROM logs WHERE {args.where}")',
    ].join('\n'),
    information: true,
  },
  TBL006: {
    title: 'The value goes into SQL text that cannot be read.',
    cause: 'The text is made by a template or a function whose code is not here, so that the place of the value is unknown.',
    remedy: 'Look at the template; check the value where it is read if it is a name.',
    example: [
      'import argparse, sqlite3',
      'from string import Template',
      '',
      'parser = argparse.ArgumentParser()',
      'parser.add_argument("--table", default="logs")',
      'args = parser.parse_args()',
      'sql = Template("SELECT * FROM $table").substitute(table=args.table)',
      'sqlite3.connect("app.db").execute(sql)',
    ].join('\n'),
  },
  TBL007: {
    title: 'The table name is not checked, and no check can be put there safely.',
    cause:
      'The argument has a type or an action of its own, only a part of it is used, it goes through code that is not here, or a refusal would be caught and the program go on.',
    remedy: 'Write the check by hand where the message says, and let it raise for every name that is none.',
    example: [
      'import argparse, sqlite3',
      '',
      'parser = argparse.ArgumentParser()',
      'parser.add_argument("--table", type=str.lower)',
      'args = parser.parse_args()',
      'sqlite3.connect("app.db").execute("DELETE FROM " + args.table)',
    ].join('\n'),
  },
  TBL008: {
    title: 'A check of the table name lets bad names through.',
    cause:
      '"$" of Python also matches before a newline at the end, a pattern without both ends looks at a part of the text, and a list of what is forbidden is never complete.',
    remedy:
      'Match the whole text with the characters that are allowed (re.fullmatch, /^...$/), and raise or throw when it does not match.',
    example: [
      'import re, sqlite3, sys',
      '',
      'table = sys.argv[1]',
      'if not re.match(r"^\\w+$", table):',
      '    raise ValueError(table)',
      'sqlite3.connect("app.db").execute(f"SELECT * FROM {table}")',
    ].join('\n'),
  },
};
