/** Calls back when nothing has been touched for a while. */
export interface IdleTimer {
  touch(): void;
  stop(): void;
}

/** @param milliseconds at most about 24 days. */
export function idleTimer(milliseconds: number, onIdle: () => void): IdleTimer {
  let timer = setTimeout(onIdle, milliseconds);
  return {
    touch() {
      clearTimeout(timer);
      timer = setTimeout(onIdle, milliseconds);
    },
    stop: () => clearTimeout(timer),
  };
}
