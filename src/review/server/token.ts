import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const BYTES = 32;

/** 256 bits that nobody can guess, in hexadecimal. */
export function newToken(): string {
  return randomBytes(BYTES).toString('hex');
}

/** Compares in a time that tells nothing about where, or in which length, the two differ. */
export function isSameToken(given: string, token: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(token));
}
