import type { Command } from 'commander';
import { examples } from '../invocation.js';
import type { Finish } from '../main.js';
import { collectParam } from '../option-values.js';

interface TestOptions {
  readonly update?: boolean;
  readonly only?: string;
  readonly param?: Readonly<Record<string, string>>;
}

export function addTest(program: Command, finish: Finish): Command {
  return program
    .command('test')
    .argument('[name]', 'one codemod, or the path of a transform with __testfixtures__ beside it; default: all')
    .description('run the fixtures of codemods through the engine')
    .option('--update', 'write what comes out into expected/ and case.yaml, unless it does not parse or does not settle')
    .option('--only <case>', 'only cases whose name holds this')
    .option('--param <key=value>', 'an option of a transform that is named by its path (repeatable)', collectParam)
    .addHelpText('after', () =>
      examples(
        'codemod test',
        'codemod test sqlite-pool --only queue',
        'codemod test my-codemod --update',
        'codemod test ./rename.js',
      ),
    )
    .action(async (name: string | undefined, options: TestOptions) => {
      const { testCodemods } = await import('../test-codemods.js');
      finish(await testCodemods(name, options), { hasWritten: options.update === true });
    });
}
