export const params = {
  target: {
    type: 'string',
    default: '',
    description:
      'The folder of the new package, such as src/ingestion. Empty: src/ingestion, or inside of the package of a flat layout.',
  },
  package: {
    type: 'string',
    default: '',
    description: 'A package of the repository that takes the new one in, such as acme: it is acme.ingestion then.',
  },
} as const;
