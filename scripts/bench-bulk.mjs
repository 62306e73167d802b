#!/usr/bin/env node
// A campaign against the loop that people write: for each repository `git clone --depth 1`, apply, commit, push. Both in one run, against the
// same forge on loopback; what counts are the ratios.
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { campaignScene } from '../dist/src/testing/campaigns/campaign-scene.js';
import { makeFleet } from '../dist/src/testing/fleet/make-fleet.js';

const HELP = `Usage: node scripts/bench-bulk.mjs [options]

  --scale X      share of the repositories, 0 to 1 (1): 1,000 with 200 files and 100 with 2,000, where 3 % match and a tenth of the
                 files are candidates; then 100 with 2,000, where all match and all are
  --only WHAT    loop, memory or workers (all three, one after the other)
  --seed N       (1)

loop      time, disk and bytes per repository, against the shell loop
memory    largest resident memory of the command that plans 100, 1,000 and 10,000 repositories
workers   one process that computes against two
`;
const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit();
}
const scale = Number(values.scale);
const seed = Number(values.seed);
const CLI = path.resolve(import.meta.dirname, '../dist/src/cli/bin.js');
const token = 'bench-token';
const scaled = (count) => Math.max(4, Math.round(count * scale));

const bytesOf = async (folder) => Number((await promisify(execFile)('du', ['-sb', folder])).stdout.split('\t')[0]);
const seconds = (from) => (Date.now() - from) / 1000;

function finish(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => (said += chunk));
    child.on('close', (status) =>
      status === 0 || status === 4 ? resolve(said) : reject(new Error(`${args.join(' ')}: ${status} ${said}`)),
    );
  });
}

/** `one-file` repositories, of which the rest has no change: `share` of all match. */
const kindsFor = (share) => Array.from({ length: 100 }, (_, index) => (index < share * 100 ? 'one-file' : 'no-change'));

const LOOP = `set -e
while read -r url; do
  name=$(basename "$url" .git)
  git -c "http.extraHeader=$HEADER" clone -q --depth 1 "$url" "work/$name"
  cd "work/$name"
  node "$CLI" apply cli-sys-import -q . || true
  if ! git diff --quiet; then
    git -c user.name=Loop -c user.email=loop@example.com commit -q -a -m "Import sys"
    git -c "http.extraHeader=$HEADER" push -q origin HEAD:refs/heads/loop/cli-sys-import
  fi
  cd ../..
done < urls
`;

/** @param python the share of the files that are of the codemod's language: only those are candidates. */
async function againstLoop({ count, files, share, python }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'codex-bench-bulk-'));
  const scene = await campaignScene({ folder, dialect: 'github', token, seed, count, kinds: kindsFor(share), files, python });
  const loop = path.join(folder, 'loop');
  mkdirSync(path.join(loop, 'work'), { recursive: true });
  writeFileSync(path.join(loop, 'urls'), scene.fleet.map((repository) => `${scene.forge.url}/${repository.path}.git\n`).join(''));
  const HEADER = `Authorization: Basic ${Buffer.from(`x:${token}`).toString('base64')}`;
  let from = Date.now();
  await finish('sh', ['-c', LOOP], { cwd: loop, env: { ...scene.env, CLI, HEADER, GIT_CONFIG_NOSYSTEM: '1' } });
  const loopTime = seconds(from);
  const loopDisk = await bytesOf(path.join(loop, 'work'));
  from = Date.now();
  for (const args of [
    ['plan', 'cli-sys-import', '--repos', 'repos.yaml'],
    ['approve', '--all'],
    ['publish', '--branch-only'],
  ]) {
    const { status, stderr } = await scene.run(['bulk', ...args, '-q']);
    if (status !== 0) throw new Error(`${args.join(' ')}: ${status} ${stderr}`);
  }
  const bulkTime = seconds(from);
  const bulkDisk = (await bytesOf(path.join(folder, 'cache'))) + (await bytesOf(path.join(scene.work, '.codemod')));
  const refs = Object.values((await scene.forge.dump()).repositories).flatMap((repository) => Object.keys(repository.refs));
  const branches = (name) => refs.filter((ref) => ref.startsWith(`refs/heads/${name}/`)).length;
  console.log(
    `${count} repositories of ${files} files, ${python * 100} % of them candidates, ${share * 100} % match: loop ${loopTime.toFixed(1)} s, ${Math.round(loopDisk / count / 1024)} KiB each; ` +
      `bulk ${bulkTime.toFixed(1)} s, ${Math.round(bulkDisk / count / 1024)} KiB each; ` +
      `${(loopTime / bulkTime).toFixed(1)} x less time, ${(loopDisk / bulkDisk).toFixed(1)} x less disk; ` +
      `branches: ${branches('loop')} and ${branches('codemod')}`,
  );
  await scene.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Largest resident memory of a process, as the kernel has it while it runs. */
async function planMemory(count) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'codex-bench-memory-'));
  const fleet = await makeFleet({ root: path.join(folder, 'forge'), seed, count, kinds: ['no-change'], files: 1 });
  writeFileSync(
    path.join(folder, 'repos.yaml'),
    `repositories:\n${fleet.map((repository) => `  - path: ${repository.folder}\n`).join('')}identity: { name: B, email: b@example.com }\n`,
  );
  const from = Date.now();
  const env = { PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: path.join(folder, 'cache') };
  const child = spawn(process.execPath, [CLI, 'bulk', 'plan', 'cli-sys-import', '--repos', 'repos.yaml', '-q'], {
    cwd: folder,
    env,
    stdio: 'ignore',
  });
  let most = 0;
  const timer = setInterval(() => {
    try {
      most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0));
    } catch {}
  }, 50);
  await new Promise((resolve) => child.on('close', resolve));
  clearInterval(timer);
  console.log(`${count} repositories: ${Math.round(most / 1024)} MiB, ${seconds(from).toFixed(1)} s`);
  rmSync(folder, { recursive: true, force: true });
}

async function oneAgainstTwo(count) {
  const times = [];
  for (const jobs of [1, 2]) {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'codex-bench-workers-'));
    const scene = await campaignScene({ folder, dialect: 'github', token, seed, count, kinds: ['one-file'], files: 20 });
    const from = Date.now();
    await scene.run(['bulk', 'plan', 'cli-sys-import', '--repos', 'repos.yaml', '-q', `--jobs=${jobs}`]);
    times.push(seconds(from));
    await scene.close();
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(
    `${count} repositories: 1 process ${times[0].toFixed(1)} s, 2 processes ${times[1].toFixed(1)} s, ${(times[0] / times[1]).toFixed(2)} x`,
  );
}

const wanted = (what) => values.only === undefined || values.only === what;
if (wanted('loop')) {
  await againstLoop({ count: scaled(1000), files: 200, share: 0.03, python: 0.1 });
  await againstLoop({ count: scaled(100), files: 2000, share: 0.03, python: 0.1 });
  await againstLoop({ count: scaled(100), files: 2000, share: 1, python: 1 });
}
if (wanted('memory')) for (const count of [100, 1000, 10_000]) await planMemory(scaled(count));
if (wanted('workers')) await oneAgainstTwo(scaled(200));
