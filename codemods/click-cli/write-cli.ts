import type { ProjectContext, ProjectTree, ProjectYield } from 'codex-codemod';
import { type Choice, type Refusal, refuse } from './choice.js';
import { choose } from './choose.js';
import { createCli } from './create-cli.js';
import { extendCli } from './extend-cli.js';
import { type Home, homeAt } from './home.js';
import { type Command, groupTest, type NeededFile, neededFiles } from './needed-files.js';
import { type Notes, namesFromElsewhere, readNotes } from './notes.js';
import type { params } from './params.js';
import { type Repository, readRepository } from './repository.js';
import { judgeFiles } from './standing-files.js';
import { TASK_NAMES, TASKS, type Task } from './tasks.js';

type Context = ProjectContext<typeof params>;

/** Makes a command line, or adds to the one that stands what it lacks; or asks. */
export async function* writeCli(tree: ProjectTree, context: Context): AsyncGenerator<ProjectYield> {
  const unknown = context.params.tasks.find((name) => !TASK_NAMES.includes(name));
  if (unknown !== undefined) {
    yield context.finding('CLI004', unknown, `there is no task ${unknown}; there are: ${TASK_NAMES.join(', ')}`);
    return;
  }
  const repository = await readRepository(tree);
  const notes = readNotes(context.files);
  const choice = choose(repository, notes, context.params);
  if (choice.kind === 'refuse') yield told(context, choice);
  else yield* carryOut(tree, context, repository, notes, choice);
}

async function* carryOut(
  tree: ProjectTree,
  context: Context,
  repository: Repository,
  notes: Notes,
  choice: Choice,
): AsyncGenerator<ProjectYield> {
  const taken = takenNames(notes, choice);
  if ('code' in taken) return yield told(context, taken);
  const missing = TASKS.filter(({ name }) => context.params.tasks.includes(name) && !taken.names.has(name));
  const home = homeAt(choice.kind === 'extend' ? choice.path : `${choice.package.folder}/cli.py`, repository);
  const ingestion = ingestionFor(repository, home);
  const tasks = missing.filter(({ name }) => name !== 'ingest' || ingestion !== null);
  if (tasks.length < missing.length) yield told(context, withoutIngestor(repository, home));
  if (tasks.length === 0) return;
  const made = await make(tree, context, home, choice, tasks);
  if ('code' in made) return yield told(context, made);
  const needed = [...made.files, ...neededFiles(home, made.commands, ingestion ?? '')];
  const files = await judgeFiles(tree, context, needed);
  if (files.obstacles.length > 0) yield* files.obstacles.map((one) => told(context, one));
  else yield* [made.change, ...files.changes];
}

/** The names of commands that are not to be added. */
function takenNames(notes: Notes, choice: Choice): { readonly names: ReadonlySet<string> } | Refusal {
  if (choice.kind === 'create') return { names: new Set() };
  const { path, group } = choice;
  if (group.doubt !== '') return refuse('CLI008', path, `${group.variable}: ${group.doubt}`);
  const others = namesFromElsewhere(notes, { ...group, path });
  if (others === null) return refuse('CLI008', path, `${group.variable} is given commands elsewhere, whose names cannot be told`);
  return { names: new Set([...group.commands, ...others]) };
}

interface Made {
  readonly change: ProjectYield;
  readonly commands: readonly Command[];
  /** Files that a new command line needs and one that stands does not. */
  readonly files: readonly NeededFile[];
}

async function make(
  tree: ProjectTree,
  context: Context,
  home: Home,
  choice: Choice,
  tasks: readonly Task[],
): Promise<Made | Refusal> {
  if (choice.kind === 'create') {
    const commands = tasks.map((task) => ({ task, identifier: task.identifier }));
    const change = await createCli(context, home, commands);
    const files = [...(choice.isNewPackage ? [packageFile(choice.package)] : []), groupTest(home, commands)];
    return { change, commands, files };
  }
  const opened = (await tree.read(choice.path)) === null ? null : await context.open('python', choice.path);
  if (opened === null) return refuse('CLI008', choice.path, 'it cannot be parsed');
  const extension = await extendCli(context, opened, home, choice.group.variable, tasks);
  if ('refused' in extension) return refuse('CLI008', choice.path, extension.refused);
  return { change: context.edit(opened, extension.fix), commands: extension.commands, files: [] };
}

function packageFile({ name, folder }: { readonly name: string; readonly folder: string }): NeededFile {
  const reason = 'The package that has the command line.';
  return { template: 'package_init.py', path: `${folder}/__init__.py`, values: { name }, reason };
}

/** The package with the Ingestor: the one inside of the command line's own, else the only one. */
function ingestionFor({ ingestors }: Repository, home: Home): string | null {
  const inside = ingestors.filter(({ name }) => name.startsWith(`${home.package}.`));
  const [found, ...more] = inside.length > 0 ? inside : ingestors;
  return found === undefined || more.length > 0 ? null : found.name;
}

function withoutIngestor({ ingestors }: Repository, { path }: Home): Refusal {
  if (ingestors.length === 0) {
    const message = 'the command ingest is left out: there is no package with the Ingestor';
    return refuse('CLI003', path, message, 'Shall ingestion-scaffold be applied first, or shall ingest stay out?');
  }
  const names = ingestors.map(({ name }) => name).join(', ');
  return refuse(
    'CLI003',
    path,
    `the command ingest is left out: there are several packages with an Ingestor: ${names}`,
    'Which is to be used?',
  );
}

function told(context: Context, { code, path, message, question }: Refusal): ProjectYield {
  return context.finding(code, path, message, question);
}
