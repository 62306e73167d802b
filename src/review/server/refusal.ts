import type { Failure } from '../model/wire.js';

/** Why a request is not carried out. It never repeats what was sent. */
export interface Refusal extends Failure {
  readonly status: number;
}

function refusal(status: number, problem: string, message: string, next = ''): Refusal {
  return { status, problem, message, next };
}

const OPEN_AGAIN = 'Open the address that the command has printed.';
const RELOAD = 'Reload the page.';

export const REFUSALS = {
  version: refusal(400, 'wrong-version', 'HTTP/1.1 is spoken here.'),
  host: refusal(403, 'wrong-host', 'This server answers on its own address alone.', OPEN_AGAIN),
  origin: refusal(403, 'wrong-origin', 'Another site has asked.', OPEN_AGAIN),
  token: refusal(401, 'wrong-token', 'The token of this page is missing or wrong.', OPEN_AGAIN),
  notFound: refusal(404, 'not-found', 'There is nothing here.'),
  method: refusal(405, 'wrong-method', 'This method is not answered here.'),
  upgrade: refusal(400, 'no-upgrade', 'The protocol stays HTTP/1.1.'),
  expectation: refusal(417, 'no-expectation', 'Send the request at once.'),
  contentType: refusal(415, 'wrong-type', 'Send JSON.'),
  tooLarge: refusal(413, 'too-large', 'The request is too large.'),
  malformed: refusal(400, 'malformed', 'The request is not understood.', RELOAD),
  unknownHunk: refusal(400, 'unknown-hunk', 'The plan has no such hunk.', RELOAD),
  otherPlan: refusal(409, 'other-plan', 'The page shows another plan than the one that is reviewed.', RELOAD),
  moved: refusal(
    409,
    'decisions-moved',
    'Decisions were made elsewhere since you looked.',
    'Look at the numbers again, then apply.',
  ),
  applying: refusal(409, 'applying', 'The accepted hunks are being written.', 'Wait for it to end.'),
} as const;

/** Thrown where a request turns out to be refused, caught where it is answered. */
export class RefusedRequest extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}
