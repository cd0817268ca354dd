/** `npm run test:whole`: every combination. The suite tries those in which each value of each of them comes up. */
const isWhole = process.env['WHOLE'] === '1'

/** How often something that chance makes is tried: the whole run has the time for more. */
export const times = (whole: number, usually: number): number => (isWhole ? whole : usually)

/** What falls to this turn where each falls to one turn in so many; in the whole run all of it does. */
export function some<T>(all: readonly T[], share: number, turn = 0): T[] {
  return all.filter((_one, at) => isWhole || (at + turn) % share === 0)
}
