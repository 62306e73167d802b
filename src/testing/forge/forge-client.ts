import type { ControlName, ForgeCounts } from './control.js';
import type { ForgeDump } from './dump.js';

/** Steers a forge, in this process or in another one. */
export interface ForgeClient {
  /** @throws Error with what the forge says when it does not do it. */
  act(name: ControlName, body?: unknown): Promise<unknown>;
  dump(): Promise<ForgeDump>;
  counts(): Promise<ForgeCounts>;
}

/** @param url of the forge: `http://127.0.0.1:4711` */
export function forgeClient(url: string): ForgeClient {
  const post = async <T>(name: ControlName, body: unknown): Promise<T> => {
    const answer = await fetch(`${url}/_control/${name}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`the forge says to ${name}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    act: (name, body = {}) => post<unknown>(name, body),
    dump: () => post<ForgeDump>('dump', {}),
    counts: () => post<ForgeCounts>('counts', {}),
  };
}
