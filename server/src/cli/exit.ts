/** The exit states of the contract; the worst of a run is its own. */
export const exit = {
  clean: 0,
  findings: 1,
  usage: 2,
  incomplete: 3,
} as const;

export type ExitStatus = (typeof exit)[keyof typeof exit];

/** What the user asked for cannot be done: said in one line, exit status 2. */
export class UsageError extends Error {}
