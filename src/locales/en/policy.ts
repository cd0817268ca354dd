/** The policy’s page, in English. */
export const enPolicy = {
  version: (version: number) => `Version ${version}`,
  clauses: 'What is not allowed',
  process: 'How decisions are made',
  severity: 'Severity',
  severities: { 1: 'minor', 2: 'serious', 3: 'grave', 4: 'dangerous' },
  linkTo: (clause: string) => `Link to ${clause}`,
} as const
