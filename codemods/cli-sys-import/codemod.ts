import {
  type CodeDoc,
  CodemodError,
  type Context,
  defineCodemod,
  type PythonFile,
  replaceRange,
  type SyntaxNode,
  type Yielded,
} from 'codex-codemod';
import { type ClickExit, clickExit } from './click-exit.js';
import { decide } from './decide.js';
import { checkNodeModule, importModules } from './javascript/transform.js';

const params = {
  modules: {
    type: 'list',
    default: ['sys'],
    description: 'The modules to look for, by their own names: top-level modules of the standard library.',
  },
  'node-modules': {
    type: 'list',
    default: ['child_process', 'fs', 'os', 'path', 'querystring', 'readline', 'url', 'util', 'zlib'],
    description: 'The built-in modules of Node to look for in JavaScript and TypeScript.',
  },
  strategy: {
    type: 'choice',
    choices: ['import', 'click'],
    default: 'import',
    description: 'How sys.exit becomes possible in a click command: by the import, or through click.exceptions.Exit.',
  },
} as const;

const codes: Readonly<Record<string, CodeDoc>> = {
  SYS001: {
    title: 'a module is used without an import, but something may bind it unseen',
    cause:
      'The file has a star import, runs code with exec or eval, hands its namespace on, or puts names into its module, the builtins or the global object: the name may come from there.',
    remedy: 'Import the module explicitly, or replace the star import by the names that are used.',
    example: 'from settings import *\n\nsys.exit(1)',
  },
  SYS002: {
    title: 'a module is imported too late, or only under a condition',
    cause:
      'A use can be reached before the import, or without it: the import stands further down, or in an if, a try or a function.',
    remedy: 'Move the import to the top of the file, if its condition does not matter.',
    example: ['def main():', '    sys.exit(1)', '', 'if __name__ == "__main__":', '    import sys', '    main()'].join('\n'),
  },
  SYS003: {
    title: 'the file does not parse',
    cause:
      'It is Python 2, a template, or has a syntax error. Such a file is skipped before any codemod sees it, as python-2 or syntax-error.',
    remedy: 'Correct the syntax, or leave the file out.',
    example: 'import os\nprint "no such file"\nsys.exit(1)',
    information: true,
  },
  SYS004: {
    title: 'the file cannot be decoded as it declares',
    cause:
      'Its bytes do not fit its encoding. Such a file is skipped before any codemod sees it, as encoding-invalid or encoding-unknown.',
    remedy: 'Correct the encoding declaration (PEP 263), or convert the file.',
    example: '# -*- coding: utf-16 -*-\nsys.exit(1)',
    information: true,
  },
  SYS005: {
    title: 'the name of a module is bound to something else and also used as the module',
    cause: 'The file assigns the name, and reads attributes of it that only the module has.',
    remedy: 'Rename the variable, then import the module.',
    example: ['sys = make_system()', '', 'def fail():', '    sys.exit(1)'].join('\n'),
  },
  SYS006: {
    title: 'a module of Node is used without an import in a file that may not run in Node',
    cause: 'The file is a module, but nothing in it tells that Node runs it: in a browser there is no such module to import.',
    remedy: 'Import the module, if the file is run by Node or by a bundler that brings the module along.',
    example: "import { settings } from './settings.js';\n\nexport const file = path.join(settings.root, 'data.json');",
  },
  SYS007: {
    title: 'an unbound name is used as a module of Node, and as something else',
    cause:
      'The file binds the name nowhere. Some uses fit the module, others read what it does not have, pass it on or change it.',
    remedy: 'Bind what is meant: a parameter or variable that is missing, or the import.',
    example: "const fs = require('fs');\n\nexports.size = () => fs.statSync(path.resolve(path)).size;",
  },
};

const QUESTIONS: Readonly<Record<string, string>> = {
  SYS001: 'Does the star import, or the code that is run, bring the module along?',
  SYS002: 'May the import stand at the top of the file, without its condition?',
  SYS005: 'Which of the uses mean the module?',
};

export default defineCodemod({
  name: 'cli-sys-import',
  version: '1.0.0',
  summary: 'Import sys, or a module of Node, where it is unbound: the error that hides on the error path.',
  params,
  codes,
  languages: {
    python: {
      needles: ({ modules }) => modules.map(checkName),
      *transform(file, context) {
        for (const module of new Set(context.params.modules)) yield* transformModule(file, context, module);
      },
    },
    javascript: {
      needles: (wanted) => wanted['node-modules'].map(checkNodeModule),
      transform: (file, context) => importModules(file, context, context.params['node-modules']),
    },
  },
});

type Ctx = Context<'python', typeof params>;

function* transformModule(file: PythonFile, context: Ctx, module: string): Iterable<Yielded> {
  const decision = decide(file, context, module);
  if (decision.kind === 'refuse') {
    yield context.finding(decision.code, decision.at, decision.message, QUESTIONS[decision.code]);
    return;
  }
  if (decision.kind === 'leave') return;
  const useClick = module === 'sys' && context.params.strategy === 'click';
  const exits = useClick ? decision.uses.flatMap((use) => clickExit(use, context) ?? []) : [];
  for (const exit of exits) yield clickFix(file, context, exit);
  const others = decision.uses.filter((use) => !exits.some((exit) => exit.use === use));
  const [first] = others;
  if (first !== undefined) yield importFix(context, module, first, others.length);
}

function importFix(context: Ctx, module: string, first: SyntaxNode, count: number): Yielded {
  const others = count === 1 ? '' : ` (and ${count - 1} more)`;
  return context.fix({
    reason: `\`${module}\` is used here${others} and bound nowhere: Python would raise NameError`,
    at: first,
    imports: [context.imports.need(module)],
  });
}

function clickFix(file: PythonFile, context: Ctx, { call, newText, needsClick }: ClickExit): Yielded {
  return context.fix({
    reason: '`sys` is bound nowhere: the command leaves through click, with the same exit code',
    at: call,
    edits: [replaceRange(file.text, call, newText)],
    imports: needsClick ? [context.imports.need('click')] : [],
  });
}

/** @throws CodemodError `param-invalid`. */
function checkName(module: string): string {
  if (/^[A-Za-z_]\w*$/.test(module)) return module;
  throw new CodemodError(
    'param-invalid',
    `cli-sys-import: "${module}" in modules is not the name of a top-level module, such as sys.`,
  );
}
