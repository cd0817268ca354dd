/** Messages to the operator's channel about a paper's queue, in English. */
export const enAlerts = {
  late: (paper: string, count: number, age: string, link: string) =>
    `${paper}: ${count === 1 ? 'one case waits' : `${count} cases wait`} for the desk, the oldest for ${age}. ${link}`,
  over: (paper: string, count: number, link: string) =>
    `${paper}: no case waits too long any more; ${count} open. ${link}`,
  age: (hours: number, minutes: number) => (hours === 0 ? `${minutes} min` : `${hours} h ${minutes} min`),
} as const
