import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { tempFolder, writeFiles } from './temp-folder.js';

/** Puts a program of our own into a new folder. @param script of Node, CommonJS. @returns the folder. */
export function standIn(name: string, script: string): string {
  const folder = tempFolder();
  writeFiles(folder, { [name]: `#!${process.execPath}\n${script}` });
  chmodSync(path.join(folder, name), 0o755);
  return folder;
}

/** Runs something with folders in front of the search path. */
export async function withPath<T>(folders: readonly string[], use: () => Promise<T> | T): Promise<T> {
  const before = process.env['PATH'] ?? '';
  process.env['PATH'] = [...folders, before].join(path.delimiter);
  try {
    return await use();
  } finally {
    process.env['PATH'] = before;
  }
}

/**
 * Debian does not ship detect-secrets. This replays its documented command line and baseline format, as version 1.5.0 has
 * them, for one kind of secret: what begins with `AKIA`. Each call is written down beside it, in `calls.ndjson`; a file
 * `mode` beside it lets it hang, flood, fail or print something else.
 */
const DETECT_SECRETS = `
const fs = require('fs'), path = require('path'), crypto = require('crypto');
const args = process.argv.slice(2);
if (args[0] === '--version') { console.log('1.5.0'); process.exit(0); }
const beside = (name) => path.join(__dirname, name);
fs.appendFileSync(beside('calls.ndjson'), JSON.stringify({ args, cwd: process.cwd(), listed: fs.readdirSync('.'), env: process.env }) + '\\n');
const mode = fs.existsSync(beside('mode')) ? fs.readFileSync(beside('mode'), 'utf8') : '';
if (mode === 'hang') { setInterval(() => {}, 1000); return; }
if (mode === 'flood') { for (;;) fs.writeSync(1, 'AKIA'.repeat(1 << 16)); }
if (mode === 'fail') { console.error('Traceback\\nUnicodeEncodeError: "AKIAIOSFODNN7EXAMPLE"'); process.exit(1); }
if (mode === 'garbage') { console.log('AKIAIOSFODNN7EXAMPLE'); process.exit(0); }
const root = args[args.indexOf('-C') + 1];
const at = args.indexOf('--baseline');
const files = args.slice(args.indexOf('--') + 1);
const results = {};
for (const file of files) {
  if (!fs.existsSync(file)) continue;
  const key = path.relative(fs.realpathSync(root), fs.realpathSync(file));
  fs.readFileSync(file, 'utf8').split('\\n').forEach((line, index) => {
    for (const [secret] of line.matchAll(/AKIA[0-9A-Z]{16}/g)) {
      (results[key] ??= []).push({
        type: 'AWS Access Key', filename: path.join(root, key),
        hashed_secret: crypto.createHash('sha1').update(secret).digest('hex'), is_verified: false, line_number: index + 1,
      });
    }
  });
}
const given = at === -1 ? null : JSON.parse(fs.readFileSync(args[at + 1], 'utf8'));
const baseline = {
  version: '1.5.0',
  plugins_used: given?.plugins_used ?? [{ name: 'AWSKeyDetector' }, { name: 'HexHighEntropyString', limit: 3.0 }],
  filters_used: given?.filters_used ?? [{ path: 'detect_secrets.filters.allowlist.is_line_allowlisted' }],
  results,
  generated_at: new Date().toISOString().slice(0, 19) + 'Z',
};
const text = JSON.stringify(baseline, null, 2) + '\\n';
if (at === -1) process.stdout.write(text);
else fs.writeFileSync(args[at + 1], text);
`;

export interface StandInCall {
  readonly args: readonly string[];
  readonly cwd: string;
  /** What its working directory held. */
  readonly listed: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The folder of a stand-in for detect-secrets. */
export function detectSecrets(mode?: 'hang' | 'flood' | 'fail' | 'garbage'): string {
  const folder = standIn('detect-secrets', DETECT_SECRETS);
  if (mode !== undefined) writeFiles(folder, { mode });
  return folder;
}

export function callsOf(folder: string): readonly StandInCall[] {
  const lines = readFileSync(path.join(folder, 'calls.ndjson'), 'utf8').trim().split('\n');
  return lines.map((line): StandInCall => JSON.parse(line));
}
