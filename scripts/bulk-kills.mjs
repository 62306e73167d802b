#!/usr/bin/env node
// Kills campaigns at random points (the command, all that it started, single workers), while people commit, close and merge, answers get
// lost, and, with a queue, its Redis is ended and emptied. Each campaign is run a second time without all that: the ends must be equal.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { disturbedCampaign } from '../dist/src/testing/campaigns/disturbed-campaign.js';

const HELP = `Usage: node scripts/bulk-kills.mjs [options]

  --engine NAME       local or bullmq (local)
  --kills N           in all campaigns together (200)
  --campaigns N       at least (10)
  --repositories N    of each (500)
  --seed N            of the first campaign (1)
  --out FILE          where a line is added for each campaign (.corpus/bulk-kills.jsonl); those that are there already are not run again
  --takes-back        what was published is merged and undone as well, under half of the kills
  --control           the forge finds no pull request that is there: duplicates must appear

Exit code 1: something was doubled, lost, erased, or ended otherwise than in the campaign that was left alone.
`;
const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'local' },
    kills: { type: 'string', default: '200' },
    campaigns: { type: 'string', default: '10' },
    repositories: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: '.corpus/bulk-kills.jsonl' },
    'takes-back': { type: 'boolean', default: false },
    control: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit();
}

const DIALECTS = ['github', 'gitlab', 'gitea'];
const CODEMODS = ['cli-sys-import', 'sqlite-pool', 'session-exit-logging'];
const [kills, campaigns, count, firstSeed] = [values.kills, values.campaigns, values.repositories, values.seed].map(Number);
const killed = (line) => Object.values(line.counts.killed).reduce((sum, number) => sum + number, 0);
const bad = ({ faults }) => Object.values(faults).some((list) => list.length > 0);

mkdirSync(path.dirname(values.out), { recursive: true });
const done = existsSync(values.out)
  ? readFileSync(values.out, 'utf8')
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  : [];
const takesBack = values['takes-back'];
const mine = done.filter(
  (line) =>
    line.engine === values.engine && line.count === count && line.control === values.control && line.takesBack === takesBack,
);

for (let seed = firstSeed; ; seed++) {
  const total = mine.reduce((sum, line) => sum + killed(line), 0);
  if (total >= kills && mine.length >= campaigns) break;
  if (mine.some((line) => line.seed === seed)) continue;
  // What earlier campaigns could not spend is left for later ones; a run that never gets there is a run that is too short to be killed.
  if (seed > firstSeed + 4 * campaigns) break;
  const folder = path.join(os.tmpdir(), `codex-bulk-kills-${process.pid}-${seed}`);
  const options = {
    seed,
    count,
    engine: values.engine,
    codemod: CODEMODS[seed % 3],
    dialect: DIALECTS[seed % 3],
    blind: values.control,
    takesBack,
  };
  const result = await disturbedCampaign({ ...options, folder, kills: Math.ceil(kills / campaigns) });
  const line = { at: new Date().toISOString(), control: values.control, ...options, ...result };
  appendFileSync(values.out, `${JSON.stringify(line)}\n`);
  mine.push(line);
  console.log(
    `${options.engine}${takesBack ? ', taken back' : ''} ${options.dialect} ${options.codemod}, seed ${seed}: ${result.selected} repositories, ${result.pullRequests} pull requests, ` +
      `${killed(line)} kills, ${result.people} people, ${result.unanswered} answers lost, ${result.seconds.toFixed(0)} s, ` +
      (bad(line) ? `WRONG ${JSON.stringify(result.faults)}` : 'the end is right'),
  );
  if (!bad(line)) rmSync(folder, { recursive: true, force: true });
  else console.log(`left in ${folder}`);
}

const sum = (of) => mine.reduce((total, line) => total + of(line), 0);
console.log(
  `${mine.length} campaigns, ${sum((line) => line.selected)} repositories, ${sum(killed)} kills, ${sum((line) => line.redis.killed)} Redis ended, ` +
    `${sum((line) => line.redis.flushed)} emptied: ${sum((line) => line.faults.duplicates.length)} duplicates, ${sum((line) => line.faults.lost.length)} lost, ` +
    `${sum((line) => line.faults.erased.length)} erased, ${sum((line) => line.faults.different.length)} ended otherwise`,
);
process.exitCode = mine.some(bad) ? 1 : 0;
