import type { CodeDoc } from 'codex-codemod';

/** What this codemod finds and does not change. */
export const codes: Readonly<Record<string, CodeDoc>> = {
  CLI001: {
    title: 'There is no package for the command line, or none that is the one',
    cause: 'The repository has no Python package, or several and none of the name of the project.',
    remedy: 'Name it, with --param package=acme. Where there is none yet, it is made.',
    example: 'src/acme/__init__.py\nsrc/beta/__init__.py',
  },
  CLI002: {
    title: 'There are several command lines',
    cause: 'More than one click group stands at the top.',
    remedy: 'Name the one to extend, with --param cli=src/acme/cli.py, or src/acme/cli.py:main where a file has several.',
    example: 'src/acme/cli.py: @click.group()\nsrc/acme/admin.py: @click.group()',
  },
  CLI003: {
    title: 'There is no Ingestor for the command ingest',
    cause: 'The command reads records through the package that ingestion-scaffold makes, and there is none, or several.',
    remedy:
      'Apply ingestion-scaffold and then this codemod again, or leave ingest out: --param tasks=inventory,pool-check,verify.',
    example: 'codemod apply click-cli, without src/ingestion',
  },
  CLI004: {
    title: 'The parameters name nothing that can be used',
    cause: 'There is no such click group or task, or the package has a name that cannot be imported.',
    remedy: 'Correct the parameter that the message names.',
    example: '--param cli=src/acme/no_such_file.py\n--param tasks=deploy\n--param package=my-package',
  },
  CLI005: {
    title: 'A module of the name cli stands and is no click group',
    cause: 'The command line would be made there, and something else has its place.',
    remedy: 'Rename that module, or write the group in it by hand: the codemod then extends it.',
    example: '# src/acme/cli.py\ndef main():\n    print("hello")',
  },
  CLI006: {
    title: 'A file stands and differs from the one that is needed',
    cause:
      'The commands need a module or a test that is there with another content. It is never written over, and nothing is made.',
    remedy: 'Rename the file; or delete it, and run the codemod again to get it as the commands need it.',
    example: 'src/acme/cli_tasks/run.py, with code of your own',
  },
  CLI007: {
    title: 'The command line is not a click group and is left alone',
    cause:
      'The package imports a library for command lines, such as argparse or typer, or uses click without a group at module level.',
    remedy: 'Write it as a click group by hand; or say --param package=acme to get a cli.py beside it all the same.',
    example: 'parser = argparse.ArgumentParser()\nparser.parse_args()',
  },
  CLI008: {
    title: 'The click group cannot be extended with certainty',
    cause:
      'Its commands cannot all be told from the source, a name that is needed means something else there, or it stands in no package.',
    remedy: 'See the message. Add the commands by hand, as the README of this codemod shows.',
    example: '@click.group(cls=PluginGroup)\ndef cli():\n    pass',
  },
};
