import { parseArgs } from 'node:util';
import { FORGE_KINDS } from '../../bulk/hosts/host-settings.js';
import { startForge } from './forge.js';

const USAGE = `Usage: node dist/src/testing/forge/forge-main.js --root FOLDER --dialect github|gitlab|gitea [options]

A forge on loopback. It prints its URL as one line, and serves until it is ended.

  --port N            any free one, if not given
  --token-env NAME    the environment variable with the token that it asks for
  --anonymous-reads   who only reads needs no token
  --speed N           how many times faster its clock goes
  --takes-seconds     a second pull request for the same branches is not refused
`;

const { values } = parseArgs({
  options: {
    root: { type: 'string' },
    dialect: { type: 'string' },
    port: { type: 'string', default: '0' },
    'token-env': { type: 'string' },
    'anonymous-reads': { type: 'boolean', default: false },
    speed: { type: 'string', default: '1' },
    'takes-seconds': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const dialect = FORGE_KINDS.find((kind) => kind === values.dialect);
if (values.help || values.root === undefined || dialect === undefined) {
  process.stdout.write(USAGE);
  process.exitCode = values.help ? 0 : 2;
} else {
  const tokenName = values['token-env'];
  const forge = await startForge({
    ...{ root: values.root, dialect, port: Number(values.port), speed: Number(values.speed) },
    token: tokenName === undefined ? null : (process.env[tokenName] ?? null),
    anonymousReads: values['anonymous-reads'],
    refusesSecond: !values['takes-seconds'],
  });
  process.stdout.write(`${forge.url}\n`);
}
