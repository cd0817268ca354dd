import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

export interface Program {
  child: ChildProcess
  /** All of standard output and error so far. */
  output(): string
  /** Ends with the exit code, or the signal's name. */
  ended: Promise<number | string>
  kill(signal: NodeJS.Signals): Promise<void>
}

/** Starts a program of ours, as another user where one is given; `PATH` and the given variables are all it sees. */
export function startProgram(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
  cwd = process.cwd(),
  userId?: number,
): Program {
  const child = spawn(command, args, {
    cwd,
    ...(userId === undefined ? {} : { uid: userId, gid: userId }),
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that a signal reaches what npm has started as well.
    detached: true,
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    // A letter may come in two pieces.
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
    })
  }
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? '')),
  )
  return {
    child,
    output: () => text,
    ended,
    async kill(signal) {
      if (child.exitCode === null && child.signalCode === null) signalGroup(child, signal)
      await ended
    },
  }
}

/** The group may be gone between the look and the signal; then there is nothing left to do. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch {}
}

/** Milliseconds until the address answers 200. @throws when the program ends first */
export async function untilAnswering(url: string, program: Program): Promise<number> {
  const start = performance.now()
  let ended = false
  void program.ended.then(() => {
    ended = true
  })
  for (;;) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return performance.now() - start
    if (ended) throw new Error(`the program ended: ${program.output()}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** CPU seconds (user and system) that a process has used: fields 14 and 15 of `/proc/PID/stat`, in ticks of 10 ms. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Resident memory in MB. */
export function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
}
