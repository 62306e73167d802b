import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { inScenario } from '../faults/in-scenario.js';
import { TWENTY } from '../faults/twenty-files.js';
import type { Choose } from '../random.js';
import { applyOf, driver, type Scenario } from '../scenario.js';
import { sideOf } from '../side.js';

const APPLY = applyOf(TWENTY, 'twenty');
const FILE = 'lib/crlf.py';
/** Milliseconds between two saves. */
const EVERY = 3;
/** Milliseconds from the first write of a run within which the editor begins: about as long as such a run takes. */
const WITHIN = 120;

/** What came of a run while somebody kept saving one of its files. */
export interface EditedRun {
  /** What the run said: `done`, `refused`, `failed`. */
  readonly said: string;
  readonly saves: number;
  /** Saves in whose place the editor found something else than it had saved. */
  readonly overwritten: number;
}

/** A person's editor: saves a file again and again, in place or by a rename, and looks each time whether the last save is still there. */
class Editor {
  saves = 0;
  overwritten = 0;
  #last: string | null = null;
  #timer: NodeJS.Timeout | null = null;

  readonly #file: string;
  readonly #isAtomic: boolean;

  constructor(file: string, isAtomic: boolean) {
    this.#file = file;
    this.#isAtomic = isAtomic;
  }

  startIn(wait: number): void {
    this.#timer = setTimeout(() => {
      this.#save();
      this.#timer = setInterval(() => this.#save(), EVERY);
    }, wait);
  }

  /** @returns the last save; null when there was none. */
  stop(): string | null {
    clearInterval(this.#timer ?? undefined);
    this.#look();
    return this.#last;
  }

  #look(): void {
    if (this.#last !== null && readFileSync(this.#file, 'utf8') !== this.#last) this.overwritten++;
  }

  #save(): void {
    this.#look();
    this.#last = `saved = ${++this.saves}\n`;
    writeFileSync(this.#isAtomic ? `${this.#file}~` : this.#file, this.#last);
    if (this.#isAtomic) renameSync(`${this.#file}~`, this.#file);
  }
}

/** The checks of a run during which an editor saves one of its files; `plain` is the control, a program that looks at nothing. */
export async function runWhileEdited(verb: 'apply' | 'plain', choose: Choose): Promise<EditedRun> {
  return await inScenario(APPLY, async (root) => {
    const file = path.join(root, FILE);
    const editor = new Editor(file, choose(2) === 0);
    const child = spawn(process.execPath, driver(verb, root, 'twenty'), { stdio: ['ignore', 'pipe', 'inherit'] });
    const output = text(child.stdout);
    if (verb === 'apply') await firstWrite(root, output);
    editor.startIn(verb === 'apply' ? choose(WITHIN) : 0);
    const said: unknown = JSON.parse(await output);
    const last = editor.stop();
    const kind = String(Reflect.get(Object(said), 'kind'));
    if (verb === 'apply') checkOthers(root, kind, last);
    return { said: kind, saves: editor.saves, overwritten: editor.overwritten };
  });
}

/** Waits for the lock of a run, or for the run to end. */
async function firstWrite(root: string, end: Promise<unknown>): Promise<void> {
  let isOver = false;
  const atEnd = (): void => {
    isOver = true;
  };
  void end.then(atEnd, atEnd);
  while (!isOver && !existsSync(path.join(root, '.codex/lock'))) await delay(1);
}

/** All other files are at the end that the run has told. */
function checkOthers(root: string, kind: string, last: string | null): void {
  const edited = (tree: Scenario['from']): Scenario['from'] => (last === null ? tree : { ...tree, [FILE]: `file 644 ${last}` });
  const side = sideOf(root, { ...APPLY, from: edited(APPLY.from), to: edited(APPLY.to) });
  if (kind === 'done') assert.equal(side, 'after');
  if (kind === 'refused') assert.equal(side, 'before');
}
