/** What ties a pull request to the plan that it offers. */
export interface Marker {
  readonly campaign: string;
  /** See `planId`. */
  readonly plan: string;
  readonly shard: string;
}

const MARKER = /^<!-- codemod: campaign=([a-z0-9][a-z0-9-]*) plan=([0-9a-f]{64}) shard=([a-z0-9-]*)(?: closed=([a-z]+))? -->$/;

/** A line that no reader of the text sees. */
export function markerLine({ campaign, plan, shard }: Marker): string {
  const line = `<!-- codemod: campaign=${campaign} plan=${plan} shard=${shard} -->`;
  if (!MARKER.test(line)) throw new Error('a campaign, plan or shard has another name than they are given');
  return line;
}

/** The last marker that is a line of its own, or null. Names of files stand behind other characters, so that none can be one. */
export function readMarker(body: string): Marker | null {
  const [, campaign, plan, shard] = MARKER.exec(lastMarker(body) ?? '') ?? [];
  return campaign === undefined || plan === undefined || shard === undefined ? null : { campaign, plan, shard };
}

/**
 * The body of a pull request that we close: its marker says so, and is written by the call that closes it. So we know our own doing
 * from a person's, even where nobody lived to tell of it. One whose marker was taken out stays as it is.
 */
export function markClosed(body: string, because: string): string {
  const line = lastMarker(body);
  const marker = readMarker(body);
  if (line === null || marker === null) return body;
  const at = body.lastIndexOf(line);
  return `${body.slice(0, at)}${markerLine(marker).replace(/ -->$/, ` closed=${because} -->`)}${body.slice(at + line.length)}`;
}

/** Why we have closed a pull request; null where we have not. */
export function closedBecause(body: string): string | null {
  return MARKER.exec(lastMarker(body) ?? '')?.[4] ?? null;
}

function lastMarker(body: string): string | null {
  const found = body.split(/\r\n|\n|\r/).findLast((line) => MARKER.test(line.trimEnd()));
  return found?.trimEnd() ?? null;
}
