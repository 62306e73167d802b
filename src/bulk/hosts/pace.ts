import type { Pace } from './host-settings.js';

/** As `Date.getDay` counts them. */
export const WEEK_DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** `08:00-18:00`, as minutes of the day; null when it is not of that form, or has no length. */
export function parseHours(text: string): { readonly from: number; readonly to: number } | null {
  const [, ...parts] = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]|24):([0-5]\d)$/.exec(text) ?? [];
  if (parts.length !== 4) return null;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = parts.map(Number);
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  return from === to || to > 24 * 60 ? null : { from, to };
}

/** May the host be written to at this moment, by the hours and days of its pace? The part after midnight is of the day before. */
export function mayWriteAt(pace: Pace, at: Date): boolean {
  const hours = pace.hours === null ? null : parseHours(pace.hours);
  const isDay = (day: number): boolean => pace.days === null || pace.days.includes(WEEK_DAYS[(day + 7) % 7] ?? '');
  const day = at.getDay();
  if (hours === null) return isDay(day);
  const minute = at.getHours() * 60 + at.getMinutes();
  if (hours.from < hours.to) return isDay(day) && minute >= hours.from && minute < hours.to;
  return (isDay(day) && minute >= hours.from) || (isDay(day - 1) && minute < hours.to);
}

const MINUTE = 60_000;
/** A window of one day a week may fall into the hour that a change of the clocks leaves out. */
const LOOK_AHEAD = 15 * 24 * 60;

/**
 * The first moment, from this one on, at which the host may be written to. It goes through the minutes themselves, so that days
 * of 23 and 25 hours are what the clock on the wall says they are. Null where there is none within two weeks.
 */
export function nextAllowed(pace: Pace, now: Date): Date | null {
  if (mayWriteAt(pace, now)) return now;
  const first = Math.floor(now.getTime() / MINUTE) * MINUTE;
  for (let minute = 1; minute <= LOOK_AHEAD; minute++) {
    const at = new Date(first + minute * MINUTE);
    if (mayWriteAt(pace, at)) return at;
  }
  return null;
}
