import type { Command } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';

export function addQuery(program: Command, finish: Finish): Command {
  return program
    .command('query')
    .argument('<query>', 'a tree-sitter query, or with --pattern a piece of code with $NAME and $$$NAME')
    .argument('[paths...]', 'files and folders', ['.'])
    .description('find the places in Python files that a query matches')
    .option('--pattern', 'the query is a code pattern')
    .option('--json', 'print JSON')
    .addHelpText('after', () =>
      examples(
        "codemod query '(call function: (attribute attribute: (identifier) @name)) @call' src",
        "codemod query --pattern 'sqlite3.connect($$$ARGS)' src",
      ),
    )
    .action(async (query: string, paths: string[], options: { pattern?: boolean; json?: boolean }) => {
      const { runQuery } = await import('../run-query.js');
      finish(await runQuery(query, paths, options));
    });
}
