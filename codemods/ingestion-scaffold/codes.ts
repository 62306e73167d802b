import type { CodeDoc } from 'codex-codemod';

/** What this codemod finds and does not change. */
export const codes: Readonly<Record<string, CodeDoc>> = {
  ING001: {
    title: 'The repository has no Python',
    cause: 'There are sources of other languages, and neither a Python file nor a pyproject.toml.',
    remedy: 'Say where the package shall be, with --param target=src/ingestion, or leave this repository out.',
    example: 'package.json\nlib/index.js',
  },
  ING002: {
    title: 'A file stands and differs from the scaffold',
    cause: 'Somebody changed the file, or it comes from another version of the scaffold. It is never written over.',
    remedy: 'Keep it; or delete it and run the codemod again to get it as the scaffold has it.',
    example: 'src/ingestion/README.md, with a text of your own',
  },
  ING003: {
    title: 'The name of the package is taken',
    cause: 'A package or module that is not the scaffold stands under the same name, or can be imported under it.',
    remedy: 'Choose another place or name, with --param target=src/intake or --param package=acme.',
    example: 'src/ingestion/__init__.py, a package of your own\ningestion.py, at the root',
  },
  ING004: {
    title: 'The parameters name no place for a package',
    cause:
      'A part of the path cannot stand in an import statement, the name is one of the standard library, or there is no such package.',
    remedy: 'Give target a folder such as src/ingestion, or package the name of a package that is there.',
    example: '--param target=src/json\n--param target=src/my-ingestion\n--param package=no_such_package',
  },
  ING005: {
    title: 'A file stands where a folder is needed',
    cause: 'The scaffold needs a folder, and a file has its name.',
    remedy: 'Rename the file, or choose another place with --param target=...',
    example: 'src, a file\ntests, a file',
  },
  ING006: {
    title: 'The place of the package cannot be told from the layout',
    cause:
      'There are several packages at the root, or single modules that are built as a project: a folder src would change what is built.',
    remedy: 'Say which package takes the new one in, with --param package=acme, or where it shall be, with --param target=...',
    example: 'pyproject.toml\ntool.py',
  },
  ING007: {
    title: 'The build may leave the new package out',
    cause: 'pyproject.toml names a build backend that ships the packages it is told of, and the new one stands beside them.',
    remedy: 'Tell the backend of the package; or delete the new files and run the codemod again with --param package=...',
    example: '[build-system]\nbuild-backend = "hatchling.build"\n# and src/acme/__init__.py',
    information: true,
  },
};
