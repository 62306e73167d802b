import type { ProjectContext, ProjectTree, ProjectYield } from 'codex-codemod';
import { checkFree } from './check-free.js';
import { choosePlace } from './choose-place.js';
import type { params } from './params.js';
import { isRefusal, type Place, type Refusal } from './place.js';
import { type Repository, readRepository } from './repository.js';
import { scaffoldFiles } from './scaffold-files.js';

type Context = ProjectContext<typeof params>;

/** Makes what is absent of the scaffold, tells what stands and differs, and says nothing where all is in place. */
export async function* writeScaffold(tree: ProjectTree, context: Context): AsyncGenerator<ProjectYield> {
  const repository = await readRepository(tree);
  const place = choosePlace(repository, context.params);
  const refusal = isRefusal(place) ? place : await checkFree(tree, repository, place);
  if (refusal !== null) yield findingOf(context, refusal);
  if (refusal !== null || isRefusal(place)) return;
  let isNew = true;
  for (const { template, path, values, reason } of scaffoldFiles(place)) {
    const text = await context.template(template, values);
    const standing = await tree.read(path);
    if (standing === null) yield { kind: 'create', path, text, reason };
    else {
      isNew = false;
      if (!isSameText(standing, text)) yield differing(context, path);
    }
  }
  if (isNew) yield* buildNote(context, repository, place);
}

function findingOf(context: Context, { code, path, message, question }: Refusal): ProjectYield {
  return context.finding(code, path, message, question);
}

function differing(context: Context, path: string): ProjectYield {
  const message = 'it stands and differs from the scaffold; it is left as it is';
  return context.finding('ING002', path, message, 'Is this file as it should be, or is the one of the scaffold wanted?');
}

/** A checkout may have other line ends, and an editor may have put a byte order mark before the text. */
function isSameText(standing: Buffer, text: string): boolean {
  return (
    standing
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n') === text
  );
}

/** Backends that ship one package unless they are told more. */
const ONE_PACKAGE = /^(?:hatchling|flit_core|flit_scm|poetry|pdm|uv_build)\b/;

function* buildNote(context: Context, { facts, layout }: Repository, { folder, name }: Place): Generator<ProjectYield> {
  const [other] = layout.packages.filter((one) => one.name !== name);
  const backend = facts.buildBackend ?? '';
  if (name.includes('.') || other === undefined || !ONE_PACKAGE.test(backend)) return;
  const message = `${backend} may ship ${other.name} alone: tell it of ${folder}, or use --param package=${other.name}`;
  yield context.finding('ING007', 'pyproject.toml', message);
}
