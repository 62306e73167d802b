import { emitKeypressEvents, type Key as NodeKey } from 'node:readline';
import type { ReadStream } from 'node:tty';
import { CodemodError } from '../core/errors.js';
import type { Key } from '../review/terminal/io.js';

/** Keys of a terminal, one by one. */
export interface Keyboard {
  readKey(): Promise<Key | null>;
  dropTypeAhead(): void;
  /** Gives the terminal to another program for a while. The signal is aborted when this process is asked to end. */
  lend<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Leaves the terminal as it was found. */
  close(): void;
}

interface Screen {
  write(text: string): void;
  readonly isDumb: boolean;
}

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Terminals then put marks around what is pasted, so that it is not taken for keys. */
const BRACKETED_PASTE = { on: '\u001b[?2004h', off: '\u001b[?2004l' };
/** Milliseconds. Where nothing can go on in the foreground, a process is not stopped at all. */
const STOPPED_AT_ONCE = 100;

/** Reads a terminal key by key from now on. Whatever ends the process, the terminal is left as it was found. */
export function openKeyboard(stdin: ReadStream, screen: Screen): Keyboard {
  const queue = new KeyQueue();
  const mode = new TerminalMode(stdin, screen);
  const ended = new AbortController();
  let isLent = false;
  let isSuspended = false;
  const suspend = (): void => {
    mode.leave();
    process.off('SIGTSTP', suspend);
    // The whole group, as the terminal would do it: npx waits for us in front.
    process.kill(0, 'SIGTSTP');
    isSuspended = true;
    // After what has arrived by then: being continued is one of it.
    setTimeout(() => setImmediate(() => isSuspended && goOn()), STOPPED_AT_ONCE);
  };
  const goOn = (): void => {
    isSuspended = false;
    if (isLent || ended.signal.aborted) return;
    // A shell may have changed the mode behind our back.
    mode.leave();
    mode.enter();
    process.off('SIGTSTP', suspend).on('SIGTSTP', suspend);
    queue.put('<ctrl-l>');
  };
  const onKey = (text: string | undefined, key: NodeKey): void => {
    if (key.ctrl && key.name === 'z') suspend();
    else queue.take(text ?? '', key);
  };
  const onSignal = (): void => {
    mode.leave();
    ended.abort();
    queue.fail(new CodemodError('interrupted', 'The review was stopped. What was decided is saved.'));
  };
  const onEnd = (): void => queue.put(null);
  const onExit = (): void => mode.leave();

  emitKeypressEvents(stdin);
  stdin.on('keypress', onKey).on('end', onEnd).on('error', onEnd);
  for (const signal of ENDING) process.on(signal, onSignal);
  process.on('SIGTSTP', suspend).on('SIGCONT', goOn).on('exit', onExit);
  mode.enter();
  return {
    readKey: () => queue.read(),
    dropTypeAhead: () => queue.clear(),
    async lend(work) {
      mode.leave();
      isLent = true;
      // The mode is not ours now: being stopped needs no care.
      process.off('SIGTSTP', suspend);
      const hearAgain = ignoreInterruptions();
      try {
        return await work(ended.signal);
      } finally {
        hearAgain();
        isLent = false;
        process.on('SIGTSTP', suspend);
        if (!ended.signal.aborted) mode.enter();
      }
    },
    close() {
      mode.leave();
      ended.abort();
      stdin.off('keypress', onKey).off('end', onEnd).off('error', onEnd);
      for (const signal of ENDING) process.off(signal, onSignal);
      process.off('SIGTSTP', suspend).off('SIGCONT', goOn).off('exit', onExit);
    },
  };
}

/**
 * Ctrl-C in an editor is the editor's, whoever else listens for it here; git does so too.
 *
 * @returns what lets them hear it again.
 */
function ignoreInterruptions(): () => void {
  const ignore = (): void => {};
  const others = process.listeners('SIGINT');
  process.on('SIGINT', ignore);
  for (const other of others) process.off('SIGINT', other);
  return () => {
    for (const other of others) process.on('SIGINT', other);
    process.off('SIGINT', ignore);
  };
}

/** Whether a terminal gives us its keys one by one. */
class TerminalMode {
  readonly #stdin: ReadStream;
  readonly #screen: Screen;
  #isOurs = false;

  constructor(stdin: ReadStream, screen: Screen) {
    this.#stdin = stdin;
    this.#screen = screen;
  }

  enter(): void {
    if (this.#isOurs) return;
    this.#isOurs = true;
    this.#stdin.setRawMode(true);
    this.#stdin.resume();
    if (!this.#screen.isDumb) this.#screen.write(BRACKETED_PASTE.on);
  }

  leave(): void {
    if (!this.#isOurs) return;
    this.#isOurs = false;
    if (!this.#screen.isDumb) this.#screen.write(BRACKETED_PASTE.off);
    this.#stdin.setRawMode(false);
    this.#stdin.pause();
  }
}

/** Keys that were typed, for those who read them. */
class KeyQueue {
  #keys: (Key | null)[] = [];
  #reader: { resolve(key: Key | null): void; reject(error: Error): void } | null = null;
  #failure: Error | null = null;
  #pasted: string | null = null;

  take(text: string, key: NodeKey): void {
    if (key.name === 'paste-start') this.#pasted = '';
    else if (key.name === 'paste-end') {
      this.put(`<paste>${this.#pasted ?? ''}`);
      this.#pasted = null;
    } else if (this.#pasted !== null) this.#pasted += key.name === 'return' ? '\n' : text;
    else this.put(keyOf(text, key));
  }

  put(key: Key | null): void {
    const reader = this.#reader;
    this.#reader = null;
    if (reader === null) this.#keys.push(key);
    else reader.resolve(key);
  }

  fail(error: Error): void {
    this.#failure = error;
    this.#reader?.reject(error);
    this.#reader = null;
  }

  clear(): void {
    this.#keys = this.#keys.filter((key) => key === null);
  }

  read(): Promise<Key | null> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const [key] = this.#keys;
    if (key === null) return Promise.resolve(null);
    this.#keys.shift();
    if (key !== undefined) return Promise.resolve(key);
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
    });
  }
}

const NAMES: Readonly<Record<string, Key>> = {
  return: '<enter>',
  enter: '<enter>',
  backspace: '<backspace>',
  escape: '<escape>',
};

/** A key as the review names it. */
export function keyOf(text: string, { name = '', ctrl = false, meta = false }: NodeKey): Key {
  if (ctrl) return `<ctrl-${name}>`;
  const known = NAMES[name];
  if (known !== undefined) return known;
  // What is left of an escape sequence types nothing.
  return meta || text === '' || /\p{Cc}/u.test(text) ? '<other>' : text;
}
