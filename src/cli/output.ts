/** Data, for the next program. */
export function printData(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Notes, for the person at the terminal. */
export function printError(text: string): void {
  process.stderr.write(`${text}\n`)
}
