import type { Gate, Verdict } from '../languages/gate.js';
import { languageOf } from '../languages/registry.js';

/** The judges of all languages, each started when its first file is judged. */
export interface Gates {
  check(path: string, before: Uint8Array | null, after: Uint8Array): Promise<Verdict>;
  /** Who has judged so far. */
  judges(): readonly string[];
  close(): Promise<void>;
}

export function openGates(): Gates {
  const opened = new Map<string, Promise<Gate | null>>();
  const names = new Set<string>();
  return {
    async check(path, before, after) {
      const language = languageOf(path);
      if (language?.openGate === undefined) return { kind: 'accepted' };
      const opening = opened.get(language.name) ?? language.openGate();
      opened.set(language.name, opening);
      const gate = await opening;
      if (gate === null) return { kind: 'unjudged', reason: `no ${language.name} was found on the PATH` };
      names.add(gate.judge);
      return gate.check(path, before, after);
    },
    judges: () => [...names],
    async close() {
      for (const gate of await Promise.all(opened.values())) await gate?.close();
    },
  };
}
