import type { Answer } from '../exchange.js';

const DOCUMENTATION = 'https://docs.github.com/rest';

export const notFound: Answer = {
  status: 404,
  body: { message: 'Not Found', documentation_url: DOCUMENTATION, status: '404' },
};

/** `resource`, `field`, `code` and, for a code `custom`, `message`. */
export function validationFailed(...errors: readonly Readonly<Record<string, string>>[]): Answer {
  return { status: 422, body: { message: 'Validation Failed', errors, documentation_url: DOCUMENTATION, status: '422' } };
}

export const archived: Answer = {
  status: 403,
  body: { message: 'Repository was archived so is read-only.', documentation_url: DOCUMENTATION, status: '403' },
};
