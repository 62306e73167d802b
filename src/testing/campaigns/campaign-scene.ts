import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { ForgeKind } from '../../bulk/hosts/host-settings.js';
import { type FleetOptions, type FleetRepository, makeFleet, writeForgeManifest } from '../fleet/make-fleet.js';
import { type RunningForge, startForge } from '../forge/forge.js';
import { CLI_ENTRY } from '../run-cli.js';

export const TOKEN_NAME = 'FORGE_TOKEN';

export interface SceneOptions extends Omit<FleetOptions, 'root'> {
  /** New or empty; everything stands below it. */
  readonly folder: string;
  readonly dialect: ForgeKind;
  /** What the forge asks for, and the client is given. */
  readonly token: string;
  /** 0: any that is free. Two scenes have equal ends only on the same one. */
  readonly port?: number;
  readonly refusesSecond?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export interface CliEnd {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A fleet, a forge that serves it, and a folder to run campaigns in. */
export interface CampaignScene {
  readonly folder: string;
  /** Where `codemod bulk` is run. */
  readonly work: string;
  readonly fleet: readonly FleetRepository[];
  readonly forge: RunningForge;
  readonly env: Readonly<Record<string, string>>;
  /** Starts it in a process group of its own. */
  start(args: readonly string[]): ChildProcess;
  run(args: readonly string[]): Promise<CliEnd>;
  close(): Promise<void>;
}

/** Starts a program of ours: nothing of this process's environment but where programs are. */
export async function campaignScene(options: SceneOptions): Promise<CampaignScene> {
  const { folder, dialect, token, port = 0, refusesSecond = true, env: more = {}, ...size } = options;
  const [root, work, home] = [path.join(folder, 'forge'), path.join(folder, 'work'), path.join(folder, 'home')];
  for (const made of [root, work, home]) mkdirSync(made, { recursive: true });
  const fleet = await makeFleet({ root, ...size });
  const forge = await startForge({ root, dialect, token, port, refusesSecond });
  writeForgeManifest(path.join(work, 'repos.yaml'), fleet, { ...forge, dialect, token: TOKEN_NAME });
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_CACHE_HOME: path.join(folder, 'cache'),
    NO_COLOR: '1',
    [TOKEN_NAME]: token,
    ...more,
  };
  const start = (args: readonly string[]): ChildProcess =>
    spawn(process.execPath, [CLI_ENTRY, ...args], { cwd: work, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  return { folder, work, fleet, forge, env, start, run: (args) => endOf(start(args)), close: () => forge.close() };
}

/** What a program said, and how it ended. */
export async function endOf(child: ChildProcess): Promise<CliEnd> {
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const said = ({ stdout, stderr }: ChildProcess): readonly Promise<string>[] =>
    [stdout, stderr].map((stream) => (stream === null ? Promise.resolve('') : text(stream)));
  const [stdout = '', stderr = ''] = await Promise.all(said(child));
  return { status: await ended, stdout, stderr };
}

export function writeInto(scene: CampaignScene, name: string, content: string): void {
  writeFileSync(path.join(scene.work, name), content);
}
