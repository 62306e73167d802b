/** What ties a pull request to the plan that it offers. */
export interface Marker {
  readonly campaign: string;
  /** See `planId`. */
  readonly plan: string;
  readonly shard: string;
}

const MARKER = /^<!-- codemod: campaign=([a-z0-9][a-z0-9-]*) plan=([0-9a-f]{64}) shard=([a-z0-9-]*) -->$/;

/** A line that no reader of the text sees. */
export function markerLine({ campaign, plan, shard }: Marker): string {
  const line = `<!-- codemod: campaign=${campaign} plan=${plan} shard=${shard} -->`;
  if (!MARKER.test(line)) throw new Error('a campaign, plan or shard has another name than they are given');
  return line;
}

/** The last marker that is a line of its own, or null. Names of files stand behind other characters, so that none can be one. */
export function readMarker(body: string): Marker | null {
  const found = body.split(/\r\n|\n|\r/).findLast((line) => MARKER.test(line.trimEnd()));
  const [, campaign, plan, shard] = MARKER.exec(found?.trimEnd() ?? '') ?? [];
  return campaign === undefined || plan === undefined || shard === undefined ? null : { campaign, plan, shard };
}
