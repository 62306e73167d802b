import { joinFixes, type OpenedFile, type Part, type ProjectFinding, type ProjectYield } from 'codex-codemod';
import { addTypeCheck } from './add-type-check.js';
import { guideText, secretsText } from './guide-text.js';
import { leadsElsewhere } from './leads-elsewhere.js';
import type { GuideContext } from './params.js';
import { partOf } from './part-of.js';
import type { Repository } from './read-repository.js';
import type { Removal } from './remove-warning.js';
import { placeSection, tellsOfBaseline } from './secrets-section.js';
import { takeOutWarnings } from './take-out-warnings.js';

type Guide = OpenedFile<'markdown'>;

interface Plan {
  readonly changes: readonly Part[];
  readonly findings: readonly ProjectFinding[];
}

/** Takes warnings out of every guide, and adds what is missing to the first that is one. */
export async function* editGuides(
  guides: readonly Guide[],
  repository: Repository,
  context: GuideContext,
): AsyncGenerator<ProjectYield> {
  const main = guides.find(({ file }) => !leadsElsewhere(file));
  for (const guide of guides) {
    const { removals, findings } = takeOutWarnings(guide, repository, context);
    const changes = removals.map(changeOf);
    const plan = guide === main ? await complete(guide, guides, removals, repository, context) : { changes, findings: [] };
    for (const part of joinFixes(plan.changes)) yield context.edit(guide, part);
    yield* [...findings, ...plan.findings];
  }
  const [first] = guides;
  if (main === undefined && first !== undefined) {
    const question = 'Where is the guide that contributors read?';
    yield context.finding('GUIDE005', first.path, 'the file only leads to another page, and is left as it is', question);
  }
}

function changeOf({ edits, caveat }: Removal): Part {
  const reason = 'the warning that workflows are disabled is outdated: one is active';
  return partOf(reason, edits, caveat);
}

/** All changes of the main guide. */
async function complete(
  guide: Guide,
  all: readonly Guide[],
  removals: readonly Removal[],
  repository: Repository,
  context: GuideContext,
): Promise<Plan> {
  const { file, services } = guide;
  if (file.blocks.length === 0) return fill(guide, repository, context);
  const typeCheck = await addTypeCheck(guide, all, repository, context);
  const standing = { changes: [...removals.map(changeOf), ...typeCheck.changes], findings: typeCheck.findings };
  if (all.some((one) => tellsOfBaseline(one.file, one.services))) return standing;
  const placed = placeSection(services, await secretsText(context), typeCheck.section, removals);
  if (placed === null) {
    return {
      ...standing,
      findings: [
        ...standing.findings,
        context.finding('GUIDE006', guide.path, 'the section on the secrets baseline has no exact place'),
      ],
    };
  }
  const left = removals.filter((removal) => removal !== placed.instead).map(changeOf);
  const also = placed.instead === null ? '' : `; ${changeOf(placed.instead).reason}`;
  const section = partOf(`the guide does not tell how the secrets baseline is kept${also}`, placed.edits);
  return { changes: [...left, ...typeCheck.changes, section], findings: typeCheck.findings };
}

/** A guide with nothing in it gets what a new one would have. */
async function fill({ file, services }: Guide, repository: Repository, context: GuideContext): Promise<Plan> {
  if (repository.typeCheck === null) return { changes: [], findings: [] };
  const written = services.appendTo(services.sections.root, await guideText(repository, context));
  const changes = written === null || file.blocks.length > 0 ? [] : [partOf('the guide is empty', written)];
  return { changes, findings: [] };
}
