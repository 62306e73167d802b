import type { Baseline, FoundSecret } from './baseline.js';
import { identityOf, type PlacedSecret, pairMoved, secretsOf } from './secret-identity.js';

/**
 * A fresh scan with what is known from the baseline that stands: what a person said in an audit, and that a secret was
 * verified, of the same finding or of one that has moved with its file. The filters are those of the baseline, which
 * was scanned with them; what the scan finds no more is left out.
 */
export function mergeBaselines(standing: Baseline, fresh: Baseline): Baseline {
  const old = secretsOf(standing);
  const now = secretsOf(fresh);
  const gone = [...old].flatMap(([identity, placed]) => (now.has(identity) ? [] : [placed]));
  const come = [...now].flatMap(([identity, placed]) => (old.has(identity) ? [] : [placed]));
  const former = new Map(pairMoved(gone, come).map(({ from, to }) => [identityOf(to), from]));
  const merged = [...fresh.results].map(([file, secrets]): [string, readonly FoundSecret[]] => {
    const kept = secrets.map((secret) => {
      const identity = identityOf({ file, secret });
      return withKnown(secret, old.get(identity) ?? former.get(identity));
    });
    return [file, kept];
  });
  return { ...fresh, filters_used: standing.filters_used, results: new Map(merged), more: { ...standing.more, ...fresh.more } };
}

function withKnown(secret: FoundSecret, known: PlacedSecret | undefined): FoundSecret {
  if (known === undefined) return secret;
  const { is_secret, is_verified } = known.secret;
  const said = secret.is_secret ?? is_secret;
  return { ...secret, is_verified: secret.is_verified || is_verified, ...(said === undefined ? {} : { is_secret: said }) };
}
