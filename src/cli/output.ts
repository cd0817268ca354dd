import { currentVisit } from './visit.ts'

let failure: Error | null = null
// Without a listener, nobody who reads any more, or a full disk, would end the process in the middle of its work.
process.stdout.on('error', (error) => {
  failure ??= error
})
process.stderr.on('error', () => {})

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

/** @throws what kept data of this process's command from being written; a stream tells it in its next turn */
export async function demandWritten(): Promise<void> {
  if (currentVisit()) return
  await new Promise((resolve) => setImmediate(resolve))
  if (failure) throw failure
}
