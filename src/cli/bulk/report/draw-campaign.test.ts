import assert from 'node:assert/strict';
import pico from 'picocolors';
import type { CampaignState } from '../../../bulk/model/campaign-state.js';
import type { JournalEntry, RepositoryEvent } from '../../../bulk/model/events.js';
import type { Running } from '../../../bulk/model/running.js';
import { groupCauses } from '../../../bulk/show/causes.js';
import { exportCsv } from '../../../bulk/show/export-campaign.js';
import { firstLeftPlaces, leftPlacesOf } from '../../../bulk/show/left-places.js';
import { heldByOtherShapes } from '../../../bulk/show/other-shapes.js';
import { type Overview, overviewOf } from '../../../bulk/show/overview.js';
import { type RepositoryRow, repositoryRow } from '../../../bulk/show/repository-row.js';
import { type ShapeRow, tallyShapes } from '../../../bulk/show/shapes.js';
import type { ReadStoredPlan } from '../../../bulk/show/stored-plan.js';
import { visible, visibleLine } from '../../../core/display.js';
import { hostileTexts } from '../../../testing/hostile-texts.js';
import {
  manyRepositories,
  SAMPLE_REPOSITORIES,
  type SampleCampaign,
  type SampleRepository,
  sampleCampaign,
} from '../../../testing/sample-campaign.js';
import { sampleLeft } from '../../../testing/sample-left.js';
import { suite } from '../../../testing/suite.js';
import { bulkCommand } from '../command-line.js';
import type { SelectingOptions } from '../options.js';
import { drawCauses } from './draw-causes.js';
import { drawCausesInBrief } from './draw-causes-in-brief.js';
import { drawHeld } from './draw-held.js';
import { drawLeft, drawLeftOf, LEFT_NAMED } from './draw-left.js';
import { drawOverview } from './draw-overview.js';
import { drawOpenPullRequests, drawRepositories } from './draw-repositories.js';
import { drawShapes } from './draw-shapes.js';
import { drawTrouble, drawUnmerged } from './draw-trouble.js';
import { drawNextSteps, nextBulkSteps, stepsWithin } from './next-steps.js';
import type { GoingOn } from './what-helps.js';

const test = suite('drawing a campaign');
const COLORS = pico.createColors(false);
const COMMAND = bulkCommand(null);
const GOING_ON: GoingOn = { command: COMMAND, flag: '--pr' };

/** The stored plans, each of which leaves something at a hostile place. */
function withLeft(plans: SampleCampaign['plans']): ReadStoredPlan {
  return async (id) => {
    const stored = plans.get(id);
    if (stored === undefined) return null;
    return { ...stored, plan: { ...stored.plan, left: [sampleLeft({ path: 'odd\u001b[2J.py', line: 3, code: 'UTC001' })] } };
  };
}

async function drawAll({ spec, state, plans }: SampleCampaign, columns: number): Promise<string> {
  const rows = [...state.repositories.values()].map(repositoryRow);
  const overview = overviewOf(spec, state, rows);
  const shapes = await tallyShapes(state.repositories.values(), async (id) => plans.get(id) ?? null);
  return [
    drawOverview(overview, columns, COLORS),
    drawOpenPullRequests(rows, columns, COLORS),
    drawCauses(overview.causes, GOING_ON, columns, COLORS),
    drawCausesInBrief(overview.causes, COMMAND('show'), columns, COLORS),
    drawLeft(
      overview.left,
      await firstLeftPlaces(state.repositories.values(), withLeft(plans), LEFT_NAMED),
      'npx codemod explain <code>',
      columns,
      COLORS,
    ),
    drawRepositories(rows, columns, COLORS),
    drawShapes(shapes, COMMAND, columns, COLORS),
    drawTrouble(rows, COLORS),
    drawUnmerged(rows, COLORS),
    drawNextSteps(nextBulkSteps(overview), COMMAND, columns),
  ].join('\n');
}

const SAMPLE = sampleCampaign();

test('the outcomes that are told add up to the repositories selected', () => {
  for (const campaign of [SAMPLE, sampleCampaign(manyRepositories(1234)), sampleCampaign([])]) {
    const rows = [...campaign.state.repositories.values()].map(repositoryRow);
    const text = drawOverview(overviewOf(campaign.spec, campaign.state, rows), 80, COLORS);
    const counts = [...text.matchAll(/^ {2}([a-z-]+) +([\d,]+)(?: {2}[a-z].*)?$/gm)].map(([, name = '', count = '']) => {
      return [name, Number(count.replaceAll(',', ''))] as const;
    });
    const sum = counts.filter(([name]) => name !== 'selected').reduce((total, [, count]) => total + count, 0);
    assert.equal(sum, campaign.state.repositories.size, text);
    assert.equal(new Map(counts).get('selected'), campaign.state.repositories.size);
  }
});

test('of some repositories, the outcomes add up to those, and it is said that they are not all', () => {
  const { spec, state } = SAMPLE;
  const of = (isIt: (row: RepositoryRow) => boolean): string => {
    const overview = overviewOf(spec, state, rowsOf(SAMPLE).filter(isIt));
    assert.equal(overview.inCampaign, 14);
    return drawOverview(overview, 80, COLORS);
  };
  const wave = of((row) => row.wave === 2);
  assert.match(wave, /^utc-datetime: 14 repositories, .*\n4 of them were selected; they alone are told and counted:\n/);
  assert.match(wave, / {2}waiting +1 .*\n {2}failed +3 .*\n {2}selected +4\n/);
  assert.match(
    of(({ repo }) => repo.endsWith('/api')),
    /\n1 of them was selected; it alone is told and counted:\n/,
  );
  assert.match(
    of(() => false),
    /\nNone of them was selected\.\n {2}selected +0\n$/,
  );
  assert.doesNotMatch(
    of(() => true),
    /of them/,
    'control',
  );
});

test('at 80 columns only what is there to be copied is longer than a line', async () => {
  const text = await drawAll(SAMPLE, 80);
  const long = text.split('\n').filter((line) => line.length > 80 && !/^\s*(?:npx |https:)/.test(line));
  assert.deepEqual(long, []);
  if (process.env['SHOW_DRAWINGS'] !== undefined) console.log(text);
});

test('failures are grouped by cause, with the command that tries them again', async () => {
  const text = await drawAll(SAMPLE, 80);
  assert.match(text, /git-unreachable: 2 repositories, may pass by itself/);
  assert.match(text, /bulk retry --where code=git-unreachable/);
  assert.match(text, /worker-memory: 1 repository\n/);
  assert.match(text, /branch-changed: 1 repository\n/);
  assert.match(
    text.replace(/\s+/g, ' '),
    /Where the manifest says publish\.onHumanCommit: on-top, npx \S+ bulk publish --pr runs/,
  );
});

test('what was said to one repository does not stand for another with the same code', () => {
  const repo = (name: string, message: string): SampleRepository => {
    return {
      repo: `h/acme/${name}`,
      fate: [{ event: 'failed', stage: 'plan', code: 'config-invalid', message, transient: false }],
    };
  };
  const rows = (...all: readonly SampleRepository[]) => [...sampleCampaign(all).state.repositories.values()].map(repositoryRow);
  const own = (name: string): SampleRepository => repo(name, `h/acme/${name}: no such key`);
  const causes = groupCauses(rows(own('a'), own('b'), repo('c', 'line 7: no YAML')));
  assert.deepEqual(
    causes.map(({ repos }) => repos),
    [['h/acme/a', 'h/acme/b'], ['h/acme/c']],
  );
  const text = drawCauses(causes, GOING_ON, 80, COLORS);
  assert.match(text, /line 7: no YAML\n {4}h\/acme\/c\n/);
  assert.equal(text.match(/What helps: Mend the line/g)?.length, 1);
  assert.doesNotMatch(text, /retry/, 'it would say the same again');
  const many = Array.from({ length: 9 }, (_, number) => repo(`r${number}`, `line ${number}: no YAML`));
  assert.match(drawCauses(groupCauses(rows(...many)), GOING_ON, 80, COLORS), /config-invalid: 4 repositories more/);
  const brief = drawCausesInBrief(groupCauses(rows(...many)), 'npx codemod bulk show --by reason', 80, COLORS);
  assert.equal(
    brief,
    '\nFailed\n  config-invalid: 9 repositories, for 9 reasons, such as\n    line 0: no YAML\n\nWhich repositories, and what helps: npx codemod bulk show --by reason\n',
  );
});

test('at the end of a verb each code takes two lines, however much was said of however many', () => {
  const fates = manyRepositories(300).map(({ repo }, number): SampleRepository => {
    const code = number % 2 === 0 ? 'worker-memory' : 'config-invalid';
    const message = `${'It needed more than was there. '.repeat(20)}${number}`;
    return { repo, fate: [{ event: 'failed', stage: 'plan', code, message, transient: false }] };
  });
  const causes = groupCauses(rowsOf(sampleCampaign(fates)));
  const draw = (columns: number, show: string | null): readonly string[] =>
    drawCausesInBrief(causes, show, columns, COLORS).trim().split('\n');
  for (const columns of [60, 80, Number.POSITIVE_INFINITY]) {
    const lines = draw(columns, null);
    assert.deepEqual(lines.length, 5, lines.join('\n'));
    assert.ok(lines.every((line) => line.length <= Math.min(columns, 204)));
    assert.deepEqual(
      lines.map((line) => /…$/.test(line)),
      [false, false, true, false, true],
    );
  }
  assert.equal(draw(80, 'npx codemod bulk show').length, 7);
  assert.ok(drawCauses(causes, GOING_ON, 80, COLORS).split('\n').length > 50, 'control');
  assert.equal(drawCausesInBrief([], 'npx codemod bulk show', 80, COLORS), '');
});

test('what a host says of one request is one cause, whatever it calls the repository, the request and the commit', () => {
  const refused = (name: string, message: string): SampleRepository => {
    return {
      repo: `gitlab.example/acme/${name}`,
      fate: [{ event: 'failed', stage: 'plan', code: 'forge-invalid', message, transient: false }],
    };
  };
  const own = (name: string, number: number, status = 405): SampleRepository => {
    const head = String(number).repeat(12);
    const where = `PUT /api/v4/projects/acme%2F${name}/merge_requests/${number}/merge`;
    return refused(name, `gitlab.example answers ${status} to ${where}: !${number} (${head}) cannot be merged`);
  };
  const groups = (...all: readonly SampleRepository[]) =>
    groupCauses(rowsOf(sampleCampaign(all))).map(({ repos }) => repos.length);
  assert.deepEqual(groups(own('a', 1), own('b', 2)), [2]);
  assert.deepEqual(groups(own('a', 1), own('b', 2, 409)), [1, 1], 'control');
});

test('a draft is left because it is one, whatever its checks say', () => {
  const pullRequest = { number: 12, url: 'https://h/pull/12', state: 'open', mergeCommit: null } as const;
  const draw = (draft: boolean): string => {
    const facts = { ...pullRequest, checks: 'failed', draft } as const;
    return drawUnmerged(rowsOf(later('shop', { event: 'pull-request', shard: '', pullRequest: facts })), COLORS);
  };
  assert.match(draw(true), /pull\/12\n {6}it is a draft\n/);
  assert.match(draw(false), /pull\/12\n {6}its checks failed\n/, 'control');
});

test('what is left is told with its place: the first of each code, and all of a repository', async () => {
  const { state, plans, spec } = SAMPLE;
  const [waits, api, , docs] = [...state.repositories.values()];
  assert.ok(waits !== undefined && api !== undefined && docs !== undefined);
  const { left } = overviewOf(spec, state, rowsOf(SAMPLE));
  const first = await firstLeftPlaces([api, docs], withLeft(plans), LEFT_NAMED);
  assert.match(
    drawLeft(left, first, 'explain <code>', 80, COLORS),
    / {2}UTC001: 10 places in \d repositories\n {4}github\.com\/acme\/api: odd\\x1b\[2J\.py:3\n {4}github\.com\/acme\/docs\n {4}and 7 places more\n/,
  );
  const all = async (one: typeof api) => drawLeftOf(await leftPlacesOf(one, withLeft(plans)), 'explain <code>', 80, COLORS);
  assert.match(await all(api), /\n {2}odd\\x1b\[2J\.py:3\n {4}UTC001: \S/);
  assert.match(await all(docs), /\n {2}UTC001: 2 places\. No plan that is kept tells where: plan it again\.\n/);
  assert.equal(await all(waits), '', 'control');
});

test('approve --shape tells what it left, and which shapes must be named', () => {
  const { state } = sampleCampaign();
  const [first] = [...state.repositories.values()].filter(({ outcome }) => outcome === 'planned');
  const unit = first?.units[0];
  assert.ok(first !== undefined && unit?.planned != null);
  const planned = { ...unit.planned, shapes: ['one', 'two'] };
  const mixed = { ...state, repositories: new Map([[first.repo, { ...first, units: [{ ...unit, planned }] }]]) };
  const held = heldByOtherShapes(mixed, { shapes: ['two'] });
  assert.deepEqual(held, { repos: [first.repo], shapes: ['two', 'one'] });
  assert.match(
    drawHeld(held, COMMAND, 80),
    /1 repository has edits of other shapes too, and was\s+not approved:[\s\S]*approve --shape two --shape one\n$/,
  );
  assert.equal(heldByOtherShapes(mixed, { shapes: ['one', 'two'] }), null, 'control');
});

test('shapes are told with their repositories and hunks and an example of each, the most frequent first', async () => {
  const { state, plans } = sampleCampaign(manyRepositories(200));
  const shapes = await tallyShapes(state.repositories.values(), async (id) => plans.get(id) ?? null);
  const planned = [...state.repositories.values()].filter(({ units }) => units.some((unit) => unit.planned !== null));
  assert.equal(shapes.length, 2);
  assert.equal(
    shapes.reduce((sum, { repos }) => sum + repos.length, 0),
    planned.length,
  );
  assert.ok((shapes[0]?.repos.length ?? 0) > (shapes[1]?.repos.length ?? 0));
  assert.deepEqual(
    shapes.map(({ hunks, repos }) => hunks === repos.length),
    [true, true],
  );
  assert.match(drawShapes(shapes, COMMAND, 80, COLORS), /^-.*utcnow\(\)$/m);
});

test('where plans are gone, their repositories are still counted', async () => {
  const shapes = await tallyShapes(SAMPLE.state.repositories.values(), async () => null);
  assert.ok(shapes.length > 0 && shapes.every(({ hunks, example }) => hunks === null && example === null));
  assert.match(drawShapes(shapes, COMMAND, 80, COLORS), /the plans are not in the store/);
});

test('names, messages and what hosts say are data', async () => {
  const texts = hostileTexts('canary').slice(0, 72);
  const hostile = texts.map((text): SampleRepository => {
    return { repo: `host/${text}`, fate: [{ event: 'failed', stage: 'plan', code: text, message: text, transient: true }] };
  });
  const url = { number: 1, url: '\u001b]8;;x\u0007', state: 'open', checks: 'passed', draft: false, mergeCommit: null } as const;
  const linked: SampleRepository = { repo: 'host/link', fate: [{ event: 'pull-request', shard: '', pullRequest: url }] };
  const text = await drawAll(sampleCampaign([...hostile, linked]), 80);
  assert.ok(text === visible(text), 'nothing in it is obeyed');
  assert.notEqual(texts.join(''), visible(texts.join('')));
  assert.ok(text.includes(visibleLine(url.url)));
});

const rowsOf = ({ state }: SampleCampaign): readonly RepositoryRow[] => [...state.repositories.values()].map(repositoryRow);

/** The sample's merged and open pull requests, with more lines of their journal. */
function later(repo: string, ...events: readonly RepositoryEvent[]): SampleCampaign {
  const at = '2026-01-02T03:04:05Z';
  const more = events.map((event): JournalEntry => ({ at, repo: `github.com/acme/${repo}`, ...event }));
  return sampleCampaign(
    SAMPLE_REPOSITORIES.filter((one) => one.repo.endsWith(`/${repo}`)),
    more,
  );
}

test('a merge is not taken back while its revert is only offered, and what is only closed keeps its branch', () => {
  const draw = (campaign: SampleCampaign): string => {
    const rows = rowsOf(campaign);
    return drawOverview(overviewOf(campaign.spec, campaign.state, rows), 80, COLORS) + drawRepositories(rows, 80, COLORS);
  };
  const reverting = draw(later('mail', { event: 'revert-opened', shard: '', number: 9, url: 'https://h/pull/9' }));
  assert.match(reverting, /undone +1 {2}merged still; a revert was opened\n/);
  assert.match(reverting, /1 revert was opened; what was merged is in until it is merged:\n {2}https:\/\/h\/pull\/9\n/);
  assert.match(reverting, /https:\/\/h\/pull\/9 {2}revert\n/);
  const closed = draw(later('shop', { event: 'closed', shard: '', number: 12, because: 'close' }));
  assert.match(closed, /closed by us; the branches stay/);
  assert.doesNotMatch(reverting + closed, /taken back|to change|checks: 0/);
  const undone = draw(later('shop', { event: 'closed', shard: '', number: 12, because: 'undo' }, { event: 'undone', shard: '' }));
  assert.match(undone, /undone +1 {2}taken back\n/, 'control');
  const stuck = draw(later('mail', { event: 'cannot-undo', shard: '', code: 'revert-conflict', message: 'It changed since.' }));
  assert.match(stuck, /Could not be undone\n {2}github\.com\/acme\/mail\n {4}revert-conflict: It changed since\.\n/);
});

test('where some are undone and others merged still, the line, the waves and the pull requests agree', () => {
  const of = (name: string) => SAMPLE_REPOSITORIES.filter(({ repo }) => repo.endsWith(`/${name}`));
  const [mail, shop] = ['github.com/acme/mail', 'github.com/acme/shop'];
  const at = '2026-01-02T03:04:05Z';
  const undone = sampleCampaign(
    [...of('mail'), ...of('shop').map((one) => ({ ...one, wave: 2 }))],
    [
      { at, repo: mail, event: 'revert-opened', shard: '', number: 9, url: 'https://h/pull/9' },
      { at, repo: shop, event: 'closed', shard: '', number: 12, because: 'undo' },
      { at, repo: shop, event: 'undone', shard: '' },
    ],
  );
  const text = drawOverview(overviewOf(undone.spec, undone.state, rowsOf(undone)), 80, COLORS);
  assert.match(text, /undone +2 {2}1 taken back, 1 merged still \(reverts opened\)\n/);
  const [head = '', first = '', second = ''] = text.split('\n').filter((line) => /^ +(?:wave|\d)/.test(line));
  const column = (line: string): string | undefined => line.trim().split(/ {2,}/)[head.trim().split(/ {2,}/).indexOf('merged')];
  assert.deepEqual([column(first), column(second)], ['1', '0'], text);
  assert.match(text, /0 open, 1 merged, /);
});

test('where publishing would only take back what is out, it is not called approved', () => {
  const gone = later('mobile', { event: 'no-change', base: { branch: 'main', commit: 'b'.repeat(40) }, left: {} });
  const overview = overviewOf(gone.spec, gone.state, rowsOf(gone));
  assert.match(drawOverview(overview, 80, COLORS), /no-change +1 {2}nothing to change; publish takes back 1 that is out\n/);
  const steps = drawNextSteps(nextBulkSteps(overview), COMMAND, 80);
  assert.match(steps, /To take back what is out and has nothing to change any more:\s+npx \S+ bulk publish/);
  assert.doesNotMatch(steps, /approved/);
  const { spec, state } = later('billing');
  const control = overviewOf(spec, state, rowsOf(later('billing')));
  assert.match(drawNextSteps(nextBulkSteps(control), COMMAND, 80), /for what is approved:/, 'control');
});

test('what helps names the way in which the campaign publishes', () => {
  const { spec, state } = later('shared');
  const { causes } = overviewOf(spec, state, rowsOf(later('shared')));
  const helps = (flag: GoingOn['flag']): string =>
    drawCauses(causes, { command: COMMAND, flag }, 80, COLORS).replaceAll(/\s+/g, ' ');
  assert.match(helps('--branch-only'), /on-top, npx \S+ bulk publish --branch-only runs/);
  assert.doesNotMatch(helps('--branch-only'), /--pr/);
  assert.match(helps('--pr'), /bulk publish --pr runs/, 'control');
});

test('repositories stand below each other in columns, and the notes of what is over are not repeated', () => {
  const notes = ['There is no label urgent.'];
  const facts = { number: 12, url: 'https://h/pull/12', checks: 'none', draft: false, mergeCommit: null } as const;
  const draw = (state: 'open' | 'merged' | 'closed'): string => {
    const pullRequest = { ...facts, state };
    return drawRepositories(rowsOf(later('shop', { event: 'pull-request', shard: '', pullRequest, notes })), 80, COLORS);
  };
  for (const state of ['merged', 'closed'] as const) assert.doesNotMatch(draw(state), /urgent/);
  assert.match(draw('open'), /urgent/, 'control');
  const of = (...names: readonly string[]) => SAMPLE_REPOSITORIES.filter(({ repo }) => names.some((name) => repo.endsWith(name)));
  const lines = drawRepositories(rowsOf(sampleCampaign(of('/api', '/billing', '/docs'))), 80, COLORS).split('\n');
  const starts = lines.slice(0, 3).map((line) => line.search(/(?<= {2})(?:planned|no-change)/));
  assert.equal(new Set(starts).size, 1, lines.join('\n'));
});

test('what a limit has left is planned by the next step', () => {
  const { spec, state } = sampleCampaign(SAMPLE_REPOSITORIES.filter(({ repo }) => /acme\/(?:waits|api)/.test(repo)));
  const steps = (repositories: CampaignState['repositories']): string => {
    const rows = [...repositories.values()].map(repositoryRow);
    return drawNextSteps(nextBulkSteps(overviewOf(spec, { ...state, repositories }, rows)), COMMAND, 80);
  };
  assert.match(steps(state.repositories), /^1 is not planned yet\. To plan it: npx \S+ bulk resume\n/);
  const planned = new Map([...state.repositories].filter(([, { outcome }]) => outcome !== 'waiting'));
  assert.doesNotMatch(steps(planned), /resume/, 'control');
});

test('a shape that no repository has alone is not offered for approval', () => {
  const shape: ShapeRow = { shape: 'abc', repos: ['h/a', 'h/b'], alone: 0, hunks: 2, example: null };
  const draw = (alone: number): string => drawShapes([{ ...shape, alone }], COMMAND, 80, COLORS);
  assert.match(draw(0), /All of them have other shapes too\.\n/);
  assert.doesNotMatch(draw(0), /approve/);
  assert.match(draw(1), /1 of them with no other shape\. To approve that one:\s+npx \S+ bulk approve --shape abc/, 'control');
});

test('what could not be set at a pull request is told below its address, and counted', () => {
  const pullRequest = {
    number: 12,
    url: 'https://h/pull/12',
    state: 'open',
    checks: 'none',
    draft: false,
    mergeCommit: null,
  } as const;
  const notes = ['There is no label urgent in acme/shop.', `\u001b[31m${'ada '.repeat(30)}could not be asked for a review.`];
  const draw = (campaign: SampleCampaign) => {
    const rows = rowsOf(campaign);
    const overview = overviewOf(campaign.spec, campaign.state, rows);
    const steps = nextBulkSteps(overview).map(({ words }) => words.join(' '));
    return { text: drawOverview(overview, 80, COLORS) + drawRepositories(rows, 80, COLORS), steps, csv: exportCsv(rows) };
  };
  const told = draw(later('shop', { event: 'pull-request', shard: '', pullRequest, notes }));
  const oneLine = told.text.replaceAll(/\s+/g, ' ');
  assert.match(oneLine, /could not be set, for example: There is no label urgent in acme\/shop\. /);
  assert.match(told.text, / {4}https:\/\/h\/pull\/12 {2}open\n {6}There is no label urgent in acme\/shop\.\n/);
  assert.ok(told.text === visible(told.text) && told.text.split('\n').every((line) => line.length <= 80));
  assert.ok(told.steps.includes('show --by repo'), told.steps.join());
  assert.match(told.csv, /There is no label urgent in acme\/shop\./);
  const { text, steps } = draw(later('shop', { event: 'pull-request', shard: '', pullRequest }));
  assert.doesNotMatch(text + steps.join(), /could not be set|show --by repo/, 'control');
});

test('red checks, closed pull requests and what merge left are told with their addresses', () => {
  const rows = rowsOf(SAMPLE);
  const trouble = drawTrouble(rows, COLORS);
  assert.match(trouble, /Checks failed\n {2}https:\/\/github\.com\/acme\/search\/pull\/7\n/);
  assert.match(trouble, /Closed by a person\n {2}https:\/\/github\.com\/acme\/jobs\/pull\/8\n/);
  assert.match(drawUnmerged(rows, COLORS), /search\/pull\/7\n {6}its checks failed\n/);
});

test('how it was published is how the next step publishes', () => {
  const billing = later('billing');
  const overview = overviewOf(billing.spec, billing.state, rowsOf(billing));
  const words = (change: Partial<Overview>) => nextBulkSteps({ ...overview, ...change }).map((step) => step.words.join(' '));
  assert.deepEqual(words({}), ['publish --pr']);
  assert.deepEqual(words({ hasForge: false }), ['publish --branch-only']);
  assert.deepEqual(words({ publisher: 'patch' }), ['publish --patch']);
  assert.deepEqual(words({ publisher: 'pull-request', hasForge: false }), ['publish --branch-only'], 'they would be refused');
  assert.deepEqual(words({ publisher: 'branch', toPublish: 0 }), []);
  assert.equal(words({ toApprove: 5 })[0], 'publish --pr');
});

test('the next step is one that leads on', () => {
  const words = (campaign: SampleCampaign): readonly string[] => {
    const rows = [...campaign.state.repositories.values()].map(repositoryRow);
    return nextBulkSteps(overviewOf(campaign.spec, campaign.state, rows)).map((step) => step.words.join(' '));
  };
  const only = (name: string): SampleCampaign => sampleCampaign(manyRepositories(14).filter(({ repo }) => repo.includes(name)));
  assert.deepEqual(words(only('acme/api')), ['show --by shape', 'review', 'approve --all']);
  assert.deepEqual(words(only('acme/billing')), ['publish --pr']);
  assert.deepEqual(words(only('acme/shop')), ['merge', 'sync']);
  assert.deepEqual(words(only('acme/docs')), []);
  assert.deepEqual(words(only('tools/cli')), ['retry --where code=git-unreachable']);
  const at = '2026-01-02T03:04:05Z';
  const cut = sampleCampaign(manyRepositories(14), [{ at, event: 'began', verb: 'publish', options: {} }]);
  assert.deepEqual(words(cut), ['resume']);
  const stopped = sampleCampaign(manyRepositories(14), [{ at, event: 'stopped', wave: 1, reason: 'Half of it failed.' }]);
  assert.deepEqual(words(stopped).slice(0, 2), ['show --by reason', 'publish --wave 1 --pr']);
  const { spec, state } = sampleCampaign(
    manyRepositories(14).filter(({ repo }) => /acme\/(?:shop|billing)/.test(repo)),
    [{ at, event: 'stopped', wave: 1, reason: 'Checks are pending.' }],
  );
  const overview = overviewOf(spec, state, [...state.repositories.values()].map(repositoryRow));
  const pending = { ...overview, pullRequests: { ...overview.pullRequests, pending: 1 } };
  const [first, second] = nextBulkSteps(pending);
  assert.deepEqual(
    [first?.words, second?.words],
    [['sync'], ['publish', '--pr']],
    'nothing went wrong: the checks are waited for',
  );
});

test('while a process is at work, nothing is advised that would be refused, and its host is data', () => {
  const began: JournalEntry = { at: '2026-01-02T03:04:05Z', event: 'began', verb: 'publish', options: {} };
  const { spec, state } = sampleCampaign(manyRepositories(14), [began]);
  const drawn = (running: Running | null): string =>
    drawNextSteps(nextBulkSteps(overviewOf(spec, state, [], running)), COMMAND, 80);
  const running: Running = { verb: 'publish', process: 4711, host: null };
  assert.match(drawn(running), /^`publish` is running \(process 4711\)\. To watch it in a browser:\n {2}.*bulk serve\n$/);
  assert.match(drawn({ ...running, host: 'a\u001b[2Jb' }), /\(process 4711 on a\\x1b\[2Jb\)/);
  assert.match(drawn({ ...running, verb: null }), /^Another command is at work on the campaign \(process 4711\)\./);
  assert.match(drawn({ verb: null, process: null, host: null }), /^Another process may be at work/);
  for (const verb of ['publish', null]) {
    for (const line of drawn({ ...running, verb, host: 'build-7.example.org' }).split('\n')) assert.ok(line.length <= 80, line);
  }
  assert.match(drawn(null), /^`publish` was cut off\. To go on from there: .*bulk resume\n$/, 'the control');
});

test('why a campaign has stopped names commands as they are typed here', () => {
  const stopped = { wave: 1, reason: 'pending; then codemod bulk publish --pr waits anew\u001b[2J' };
  const { spec, state } = sampleCampaign(manyRepositories(3), [{ at: '2026-01-02T03:04:05Z', event: 'stopped', ...stopped }]);
  const text = drawOverview(overviewOf(spec, state, [...state.repositories.values()].map(repositoryRow)), 80, COLORS);
  assert.match(text.replace(/\s+/g, ' '), /in wave 1: pending; then npx (codex-)?codemod bulk publish --pr waits anew\\x1b\[2J/);
});

const AT = '2026-01-02T03:04:05Z';

/** The sample's repository of that name, in another wave, before more of its journal. */
function inWave(wave: number, name: string): SampleRepository {
  const found = SAMPLE_REPOSITORIES.find(({ repo }) => repo.endsWith(`/${name}`));
  assert.ok(found !== undefined, name);
  return { ...found, wave };
}

function stepsOf({ spec, state }: SampleCampaign): readonly string[] {
  const rows = [...state.repositories.values()].map(repositoryRow);
  return nextBulkSteps(overviewOf(spec, state, rows)).map(({ words }) => words.join(' '));
}

function drawn(campaign: SampleCampaign): string {
  const rows = rowsOf(campaign);
  return drawOverview(overviewOf(campaign.spec, campaign.state, rows), 80, COLORS) + drawRepositories(rows, 80, COLORS);
}

test('behind a wave that stopped the campaign, the step leads to the next one with something to publish', () => {
  const stopped: JournalEntry = { at: AT, event: 'stopped', wave: 2, reason: '1 of 1 repository was closed.' };
  const waves = [inWave(1, 'mail'), inWave(2, 'jobs'), inWave(3, 'billing')];
  assert.deepEqual(stepsOf(sampleCampaign(waves, [stopped])), ['show --by reason', 'publish --wave 3 --pr']);
  const text = drawn(sampleCampaign(waves, [stopped]));
  assert.match(text, /merged +closed +red +failed\n/);
  assert.match(text, /^ +2 +1 +1 +1 +1 +0 +1 +0 +0$/m, 'why it was stopped');
  assert.match(text, /stopped by itself in wave 2/);
  const own = sampleCampaign([...waves, { ...inWave(2, 'billing'), repo: 'github.com/acme/own' }], [stopped]);
  assert.ok(stepsOf(own).includes('publish --wave 2 --pr'), 'control: something of the wave itself is left');
  const planned = sampleCampaign([inWave(1, 'mail'), inWave(2, 'jobs'), inWave(3, 'api')], [stopped]);
  assert.deepEqual(stepsOf(planned), ['show --by reason', 'approve --wave 3']);
  // Published by its name since: publishing all of it would stop in wave 2 again.
  assert.deepEqual(stepsOf(sampleCampaign(waves)), ['publish --wave 3 --pr']);
});

test('that it has stopped is history where nothing is left to publish', () => {
  const stopped: JournalEntry = { at: AT, event: 'stopped', wave: 2, reason: '1 of 1 repository was closed.' };
  const over = sampleCampaign([inWave(1, 'mail'), inWave(2, 'jobs')], [stopped]);
  const repo = 'github.com/acme/shop';
  const undone = sampleCampaign(
    [inWave(1, 'shop')],
    [
      { ...stopped, wave: 1 },
      { at: AT, repo, event: 'closed', shard: '', number: 12, because: 'undo' },
      { at: AT, repo, event: 'undone', shard: '' },
    ],
  );
  for (const [campaign, steps] of [
    [over, []],
    [undone, ['approve --outcome undone']],
  ] as const) {
    assert.deepEqual(stepsOf(campaign), steps);
    assert.doesNotMatch(drawn(campaign), /stopped by itself/);
  }
});

test('an open pull request or a branch with a new plan is approved and published like any other', () => {
  for (const name of ['shop', 'mobile']) {
    const before = later(name);
    const [repository] = before.state.repositories.values();
    const unit = repository?.units[0]?.planned;
    assert.ok(repository !== undefined && unit != null && repository.base !== null);
    assert.ok(!stepsOf(before).some((step) => step.startsWith('approve')), 'control');
    const plan = 'f'.repeat(64);
    const replanned = { event: 'planned', base: repository.base, units: [{ ...unit, plan }] } as const;
    const updated = later(name, replanned);
    assert.ok(stepsOf(updated).includes('approve --all'), stepsOf(updated).join());
    assert.match(drawn(updated), /\+1 -1; new plan, not approved\n/);
    assert.deepEqual([newPlanCell(before), newPlanCell(updated)], ['no', 'yes']);
    if (name === 'shop') assert.match(drawn(updated), /a pull request is open; 1 with a new plan, not approved\n/);
    const approved = sampleCampaign(
      SAMPLE_REPOSITORIES.filter(({ repo }) => repo.endsWith(`/${name}`)),
      [
        { at: AT, repo: repository.repo, ...replanned },
        { at: AT, repo: repository.repo, event: 'approved', shard: '', plan },
      ],
    );
    assert.equal(stepsOf(approved)[0], 'publish --pr');
    assert.match(drawn(approved), /1 approved, not published yet\n/);
  }
});

test('what was narrowed after its push stays pushed, and is told as one to publish', () => {
  const before = later('mobile');
  const [repository] = before.state.repositories.values();
  const unit = repository?.units[0]?.planned;
  assert.ok(repository !== undefined && unit != null);
  const narrowed = sampleCampaign(
    SAMPLE_REPOSITORIES.filter(({ repo }) => repo === repository.repo),
    [{ at: AT, repo: repository.repo, event: 'narrowed', unit: { ...unit, plan: 'f'.repeat(64) } }],
  );
  const told = ({ spec, state: { repositories } }: SampleCampaign) => {
    const state = { repositories, publisher: 'branch', stopped: null, unfinished: null } as const;
    const overview = overviewOf(spec, state, [...repositories.values()].map(repositoryRow));
    return { text: drawOverview(overview, 80, COLORS), step: nextBulkSteps(overview)[0]?.words.join(' ') };
  };
  assert.match(told(narrowed).text, /^ {2}pushed +1 {2}a branch was pushed; 1 approved, not published yet$/m);
  assert.equal(told(narrowed).step, 'publish --branch-only');
  assert.match(told(before).text, /^ {2}pushed +1 {2}a branch was pushed$/m, 'control: what is out is what was approved');
  assert.equal(told(before).step, 'publish --pr');
});

/** Of the first row of the CSV. */
function newPlanCell(campaign: SampleCampaign): string | undefined {
  const [head, row] = exportCsv(rowsOf(campaign))
    .split('\r\n')
    .map((line) => line.split(','));
  return row?.[head?.indexOf('new plan') ?? -1];
}

test('what is undone is offered where there is nothing else to do, and is published once it is approved again', () => {
  const repo = 'github.com/acme/shop';
  const taken: readonly JournalEntry[] = [
    { at: AT, repo, event: 'closed', shard: '', number: 12, because: 'undo' },
    { at: AT, repo, event: 'undone', shard: '' },
  ];
  assert.deepEqual(stepsOf(sampleCampaign([inWave(1, 'shop')], taken)), ['approve --outcome undone']);
  assert.deepEqual(stepsOf(sampleCampaign([inWave(1, 'shop'), inWave(1, 'billing')], taken)), ['publish --pr'], 'control');
  const closed: JournalEntry = { at: AT, repo, event: 'closed', shard: '', number: 12, because: 'close' };
  assert.deepEqual(stepsOf(sampleCampaign([inWave(1, 'shop')], [closed])), ['publish --outcome undone --pr']);
  const plan = planOf(sampleCampaign([inWave(1, 'shop')], taken));
  const again = sampleCampaign([inWave(1, 'shop')], [...taken, { at: AT, repo, event: 'approved', shard: '', plan }]);
  assert.deepEqual(stepsOf(again), ['publish --pr']);
});

function planOf({ state }: SampleCampaign): string {
  const [repository] = state.repositories.values();
  return repository?.units[0]?.planned?.plan ?? '';
}

test('branches lead to pull requests where a host has them, else to their hosts', () => {
  const words = (repo: string): readonly string[] => {
    const { spec, state } = sampleCampaign([{ ...inWave(1, 'mobile'), repo }]);
    const { repositories } = state;
    const overview = overviewOf(
      spec,
      { repositories, publisher: 'branch', stopped: null, unfinished: null },
      [...repositories.values()].map(repositoryRow),
    );
    return nextBulkSteps(overview).map((step) => step.words.join(' '));
  };
  assert.deepEqual(words('github.com/acme/mobile'), ['publish --pr']);
  assert.deepEqual(words('file:/srv/git/mobile.git'), ['sync']);
});

test('what is left to publish says whether there are pull requests for it', () => {
  const left = (repo: string): readonly string[] =>
    stepsOf(sampleCampaign([inWave(1, 'mail'), { ...inWave(1, 'billing'), repo }]));
  assert.deepEqual(left('file:/srv/git/billing.git'), ['publish --branch-only']);
  assert.deepEqual(left('git.example.org/acme/billing'), ['publish --branch-only'], 'nothing is known of it but git');
  assert.deepEqual(left('github.com/acme/billing'), ['publish --pr'], 'control');
});

test('with waves, the first one with something to approve is approved', () => {
  const campaign = sampleCampaign([inWave(1, 'billing'), inWave(2, 'api')]);
  assert.deepEqual(stepsOf(campaign), ['publish --pr', 'show --by shape', 'approve --wave 2']);
  assert.ok(stepsOf(sampleCampaign([inWave(1, 'api')])).includes('approve --all'), 'control');
});

test('the next steps of a selection are about no other repository', () => {
  const { spec, state } = sampleCampaign([inWave(1, 'billing'), inWave(2, 'api'), inWave(2, 'cli')]);
  const rows = [...state.repositories.values()].map(repositoryRow);
  const words = (wave: number | null, selecting: SelectingOptions): readonly string[] => {
    const own = rows.filter((row) => wave === null || row.wave === wave);
    return stepsWithin(nextBulkSteps(overviewOf(spec, state, own)), selecting).map((step) => step.words.join(' '));
  };
  assert.deepEqual(words(2, { wave: [2] }), ['show --by shape --wave 2', 'review --wave 2', 'approve --wave 2']);
  assert.deepEqual(words(1, { repo: ['a b'] }), ["publish --pr --repo 'a b'"]);
  assert.deepEqual(words(null, { wave: [1, 2], outcome: ['planned'] }).slice(0, 3), [
    'publish --pr --wave 1 --wave 2 --outcome planned',
    'show --by shape --wave 1 --wave 2 --outcome planned',
    'approve --wave 2 --outcome planned',
  ]);
  assert.deepEqual(words(2, {}), ['show --by shape', 'review', 'approve --all'], 'control: it would be about all of them');
  const at = '2026-01-02T03:04:05Z';
  const cut = sampleCampaign([inWave(1, 'api')], [{ at, event: 'began', verb: 'publish', options: {} }]);
  const steps = nextBulkSteps(overviewOf(cut.spec, cut.state, rowsOf(cut)));
  assert.deepEqual(
    stepsWithin(steps, { wave: [1] }).map((step) => step.words),
    [['resume']],
  );
});
