/** A way to write the parameters of an exit method, and the body's exception in it. */
export interface Spelling {
  readonly parameters: string;
  readonly exception: string;
}

/** Signatures as they are met. */
export const SPELLINGS: readonly Spelling[] = [
  { parameters: 'self, exc_type, exc, tb', exception: 'exc' },
  { parameters: 'self, exc_type, exc_val, exc_tb', exception: 'exc_val' },
  { parameters: 'self, type, value, traceback', exception: 'value' },
  { parameters: 'self, exc_type=None, exc=None, tb=None', exception: 'exc' },
  { parameters: 'self, *args', exception: 'args[1]' },
  { parameters: 'self, *exc_info', exception: 'exc_info[1]' },
  { parameters: 'self, *_', exception: '_[1]' },
  { parameters: 'self, *args: object', exception: 'args[1]' },
  { parameters: 'self, *args, **kwargs', exception: 'args[1]' },
  { parameters: 'self, exc_type, *rest', exception: 'rest[0]' },
  { parameters: 'self, exc_type, exc, *_', exception: 'exc' },
  { parameters: 'self, exc_type, exc, tb, /', exception: 'exc' },
  { parameters: 'self, /, *exc', exception: 'exc[1]' },
  { parameters: 'self, exc_type: "type | None", exc: "BaseException | None" = None, tb: object = None', exception: 'exc' },
  { parameters: 'self, __exc_type, __exc, __tb', exception: '__exc' },
  { parameters: 'this, kind, error, trace', exception: 'error' },
];

/** The end of a session as it is met most: tell the event by way of the exception, then clean up. */
export function session(spelling: Spelling, isAsync: boolean, closing = 'return False'): string {
  const { parameters, exception } = spelling;
  const self = parameters.split(',')[0];
  const tell = isAsync ? 'await log_event_async' : 'log_event';
  return `from store import log_event, log_event_async


class Session:
${entering(isAsync)}
    ${exitHead(isAsync, parameters)}
        if ${exception}:
            ${tell}("session_end", f"error: {${exception}!r}")
        else:
            ${tell}("session_end", "ok")
        ${isAsync ? 'await ' : ''}${self}.close()
        ${closing}
${CLOSE.replace('def', isAsync ? 'async def' : 'def')}`;
}

/** Clean-up that can fail, and then the event. */
export function cleanupFirst(isAsync: boolean): string {
  return `from store import log_event, log_event_async


class Session:
${entering(isAsync)}
    ${exitHead(isAsync, 'self, exc_type, exc, tb')}
        ${isAsync ? 'await ' : ''}self.close()
        ${isAsync ? 'await log_event_async' : 'log_event'}("session_end", repr(exc))
${CLOSE.replace('def', isAsync ? 'async def' : 'def')}`;
}

function entering(isAsync: boolean): string {
  return isAsync ? '    async def __aenter__(self):\n        return self\n' : '    def __enter__(self):\n        return self\n';
}

function exitHead(isAsync: boolean, parameters: string): string {
  return isAsync ? `async def __aexit__(${parameters}):` : `def __exit__(${parameters}):`;
}

const CLOSE = `
    def close(self):
        self.closed += 1
        if self.broken is not None:
            raise self.broken
`;
