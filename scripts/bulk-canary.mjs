#!/usr/bin/env node
// A token with signs that look different in an address goes through whole campaigns, with refusals on the way. Command lines of all processes
// are sampled; afterwards every file, every key of Redis and everything printed is searched for it, in each form in which it could be written.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runCanary } from '../dist/src/testing/campaigns/canary.js';

const HELP = `Usage: node scripts/bulk-canary.mjs [--repositories N] [--seed N] [--control]

  --repositories N    of each campaign (20)
  --seed N            (1)
  --control           the token is planted in a file, in Redis and in a command line: it must be found

Exit code 1: it was found; with --control: it was not.
`;
const { values } = parseArgs({
  options: {
    repositories: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    control: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit();
}

let found = 0;
for (const dialect of ['github', 'gitlab', 'gitea']) {
  for (const engine of ['local', 'bullmq']) {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'codex-canary-'));
    const [count, seed] = [Number(values.repositories), Number(values.seed)];
    const token = 'canary+7f3a/K9q=Zr2%w8';
    const result = await runCanary({ folder, dialect, engine, seed, count, token, plant: values.control });
    const places = [...result.files, ...result.commandLines, ...result.redis, ...result.printed];
    found += places.length + result.inUrl + result.wrong;
    console.log(
      `${dialect}, ${engine}: ${result.pullRequests} pull requests, ${result.samples} samples of all command lines; found ${places.length} times, ` +
        `${result.inUrl} in addresses, ${result.wrong} wrong ones sent${places.length > 0 ? `: ${places.join(', ')}` : ''}`,
    );
    rmSync(folder, { recursive: true, force: true });
  }
}
process.exitCode = found > 0 === values.control ? 0 : 1;
