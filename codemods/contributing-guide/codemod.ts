import { defineCodemod, type OpenedFile, type ProjectYield } from 'codex-codemod';
import { codes } from './codes.js';
import { editGuides } from './edit-guides.js';
import { findGuides } from './find-guides.js';
import { guideText } from './guide-text.js';
import { type GuideContext, params } from './params.js';
import { type Repository, readRepository } from './read-repository.js';

const NEW = 'CONTRIBUTING.md';

export default defineCodemod({
  name: 'contributing-guide',
  version: '1.0.0',
  summary: 'The guide for contributors: mypy among the checks, the secrets baseline, no outdated warning about workflows.',
  params,
  codes,
  languages: {},
  async *project(tree, context) {
    const repository = await readRepository(tree);
    const { markdown, other } = findGuides(repository.paths, context.params.path);
    const guides: OpenedFile<'markdown'>[] = [];
    for (const path of markdown) {
      const opened = await context.open('markdown', path);
      if (opened !== null) guides.push(opened);
      else yield context.finding('GUIDE001', path, `${path} cannot be read as Markdown, and is left as it is`);
    }
    if (guides.length > 0) yield* editGuides(guides, repository, context);
    else if (markdown.length === 0) yield await missing(other, repository, context);
  },
});

async function missing(other: string | null, repository: Repository, context: GuideContext): Promise<ProjectYield> {
  const path = context.params.path === '' ? NEW : context.params.path;
  const question = 'Where is the guide that contributors read?';
  if (other !== null) return context.finding('GUIDE001', other, `${other} is not Markdown, and is left as it is`, question);
  if (!context.params.create) return context.finding('GUIDE001', path, 'there is no guide, and none is to be made', question);
  if (repository.typeCheck === null) {
    return context.finding('GUIDE001', path, 'there is no guide, and no Python file that one could tell of', question);
  }
  const reason = 'there is no guide for contributors';
  return { kind: 'create', path, text: await guideText(repository, context), reason };
}
