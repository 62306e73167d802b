import type { Redactor } from '../hosts/redactor.js';

/** What of an event hosts and git have said, or may have. Keys, branches and commits are checked where they come in. */
interface Told {
  readonly message?: string;
  readonly reason?: string;
  readonly url?: string;
  readonly pullRequest?: { readonly url: string };
  readonly notes?: readonly string[];
}

/** An event, or the line of it in the journal: no secret may come with what a host has said. */
export function withoutSecrets<T extends object>(event: T & Told, { redact }: Redactor): T {
  const { message, reason, url, pullRequest, notes } = event;
  return {
    ...event,
    ...(message === undefined ? {} : { message: redact(message) }),
    ...(reason === undefined ? {} : { reason: redact(reason) }),
    ...(url === undefined ? {} : { url: redact(url) }),
    ...(notes === undefined ? {} : { notes: notes.map((note) => redact(note)) }),
    ...(pullRequest === undefined ? {} : { pullRequest: { ...pullRequest, url: redact(pullRequest.url) } }),
  };
}
