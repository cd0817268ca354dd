import { currentVisit } from './visit.ts'

/** Data, for the next program. */
export function printData(text: string): void {
  const visit = currentVisit()
  if (visit) visit.out(`${text}\n`)
  else process.stdout.write(`${text}\n`)
}

/** Notes, for the person at the terminal. */
export function printError(text: string): void {
  const visit = currentVisit()
  if (visit) visit.err(`${text}\n`)
  else process.stderr.write(`${text}\n`)
}
