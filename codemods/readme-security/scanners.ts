/** A program that scans a repository for what is not safe. */
export interface Scanner {
  readonly name: string;
  readonly page: string;
  /** Completes "... looks for". */
  readonly finds: string;
  /** How a text names it. */
  readonly mention: RegExp;
  /** Ids of its hooks for pre-commit. */
  readonly hooks: readonly string[];
  /** What stands in `uses` of a step or job before the `@`. */
  readonly uses: RegExp | null;
  /** How a shell command begins that runs it. */
  readonly command: RegExp | null;
  /** How a person runs it where no hook does; null where that takes more than one line. */
  readonly byHand: string | null;
}

/** In the order in which they are listed. */
export const SCANNERS: readonly Scanner[] = [
  {
    name: 'Bandit',
    page: 'https://bandit.readthedocs.io/',
    finds: 'unsafe Python code',
    mention: /\bbandit\b/i,
    hooks: ['bandit'],
    uses: /^pycqa\/bandit-action$/i,
    command: /^bandit\b/,
    byHand: 'bandit -r .',
  },
  {
    name: 'detect-secrets',
    page: 'https://github.com/Yelp/detect-secrets',
    finds: 'passwords, tokens and keys that are not in `.secrets.baseline`',
    mention: /\bdetect[- ]secrets\b|\.secrets\.baseline/i,
    hooks: ['detect-secrets'],
    uses: null,
    command: /^detect-secrets(?:-hook)?\b|^(?:codex-codemod(?:@\S+)?|codemod) secrets diff\b/,
    byHand: null,
  },
  {
    name: 'Gitleaks',
    page: 'https://github.com/gitleaks/gitleaks',
    finds: 'secrets in the history of the repository',
    mention: /\bgitleaks\b/i,
    hooks: ['gitleaks', 'gitleaks-docker', 'gitleaks-system'],
    uses: /^gitleaks\/gitleaks-action$/i,
    command: /^gitleaks\b/,
    byHand: null,
  },
  {
    name: 'TruffleHog',
    page: 'https://github.com/trufflesecurity/trufflehog',
    finds: 'secrets that still work',
    mention: /\btrufflehog\b/i,
    hooks: ['trufflehog'],
    uses: /^trufflesecurity\/trufflehog$/i,
    command: /^trufflehog\b/,
    byHand: null,
  },
  {
    name: 'pip-audit',
    page: 'https://github.com/pypa/pip-audit',
    finds: 'Python packages with known vulnerabilities',
    mention: /\bpip-audit\b/i,
    hooks: ['pip-audit'],
    uses: /^pypa\/gh-action-pip-audit$/i,
    command: /^pip-audit\b/,
    byHand: 'pip-audit',
  },
  {
    name: 'OSV-Scanner',
    page: 'https://google.github.io/osv-scanner/',
    finds: 'dependencies with known vulnerabilities',
    mention: /\bosv[- ]scanner\b/i,
    hooks: [],
    uses: /^google\/osv-scanner-action\b/i,
    command: /^osv-scanner\b/,
    byHand: null,
  },
  {
    name: 'CodeQL',
    page: 'https://codeql.github.com/',
    finds: 'vulnerable code',
    mention: /\bcodeql\b/i,
    hooks: [],
    uses: /^github\/codeql-action\/analyze$/i,
    command: /^codeql\b/,
    byHand: null,
  },
  {
    name: 'Semgrep',
    page: 'https://semgrep.dev/docs/',
    finds: 'code that matches rules of unsafe patterns',
    mention: /\bsemgrep\b/i,
    hooks: ['semgrep', 'semgrep-ci'],
    uses: /^(?:semgrep|returntocorp)\/semgrep-action$/i,
    command: /^semgrep\b/,
    byHand: null,
  },
  {
    name: 'Trivy',
    page: 'https://trivy.dev/',
    finds: 'vulnerable packages and images',
    mention: /\btrivy\b/i,
    hooks: [],
    uses: /^aquasecurity\/trivy-action$/i,
    command: /^trivy\b/,
    byHand: null,
  },
];

/** True for a text that names a scanner that is known here. */
export function namesScanner(text: string): boolean {
  return SCANNERS.some(({ mention }) => mention.test(text));
}
