import type { Baseline, FoundSecret } from './baseline.js';

/** A finding in its file: the key of `results` counts, as it does for detect-secrets. */
export interface PlacedSecret {
  readonly file: string;
  readonly secret: FoundSecret;
}

/** Same file, same type, same hash: the same finding. */
export function identityOf({ file, secret }: PlacedSecret): string {
  return JSON.stringify([file, secret.type, secret.hashed_secret]);
}

/** Every finding by its identity; of several that are the same, the first. */
export function secretsOf({ results }: Pick<Baseline, 'results'>): ReadonlyMap<string, PlacedSecret> {
  const all = new Map<string, PlacedSecret>();
  for (const [file, secrets] of results) {
    for (const secret of secrets) {
      const placed = { file, secret };
      const identity = identityOf(placed);
      if (!all.has(identity)) all.set(identity, placed);
    }
  }
  return all;
}

/**
 * Pairs what is gone with what has come: the same type and hash in another file. Only where there is one of each: with
 * several, nobody can tell which one went where.
 */
export function pairMoved(
  gone: readonly PlacedSecret[],
  come: readonly PlacedSecret[],
): readonly { readonly from: PlacedSecret; readonly to: PlacedSecret }[] {
  const targets = byContent(come);
  return [...byContent(gone)].flatMap(([content, sources]) => {
    const [from, ...others] = sources;
    const [to, ...rest] = targets.get(content) ?? [];
    return from === undefined || to === undefined || others.length + rest.length > 0 ? [] : [{ from, to }];
  });
}

function byContent(secrets: readonly PlacedSecret[]): ReadonlyMap<string, readonly PlacedSecret[]> {
  const groups = new Map<string, PlacedSecret[]>();
  for (const placed of secrets) {
    const content = JSON.stringify([placed.secret.type, placed.secret.hashed_secret]);
    const group = groups.get(content);
    if (group === undefined) groups.set(content, [placed]);
    else group.push(placed);
  }
  return groups;
}
