/** Calls that say to somebody else that a thing is done with. */
export const ACKNOWLEDGES = new Set('ack acknowledge acked confirm settle complete mark'.split(' '));

/** Calls that take away what they are given or called on, or put it where it is not looked for again. */
export const DISPOSES = new Set('unlink remove rmtree rmdir delete drop truncate purge move rename replace archive'.split(' '));

/** Words of an attribute, or of what it is set to, that say the event was written. */
export const SAYS_WRITTEN = new Set(
  'logged reported recorded emitted audited tracked published notified sent told written delivered acked acknowledged announced posted'.split(
    ' ',
  ),
);
