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
  const marker = readMarker(body);
  return marker === null ? body : replaceMarker(body, markerLine(marker).replace(/ -->$/, ` closed=${because} -->`));
}

/**
 * A body that is a person's by now, with our marker in it renewed: what stands at the branch is then known by it. Where a person has
 * taken the marker out, or it is another campaign's, the body stays as it is.
 */
export function renewMarker(body: string, marker: Marker): string {
  const found = readMarker(body);
  const isOurs = found?.campaign === marker.campaign && found.shard === marker.shard;
  return isOurs ? replaceMarker(body, markerLine(marker)) : body;
}

/** Why we have closed a pull request; null where we have not. */
export function closedBecause(body: string): string | null {
  return MARKER.exec(lastMarker(body) ?? '')?.[4] ?? null;
}

/** A body with another line where its marker is; as it is where it has none. */
export function replaceMarker(body: string, by: string): string {
  const line = lastMarker(body);
  if (line === null) return body;
  const at = body.lastIndexOf(line);
  return `${body.slice(0, at)}${by}${body.slice(at + line.length)}`;
}

function lastMarker(body: string): string | null {
  const found = body.split(/\r\n|\n|\r/).findLast((line) => MARKER.test(line.trimEnd()));
  return found?.trimEnd() ?? null;
}
