import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startProgram } from './process.ts'

/** What the demo prints for programs. */
export interface DemoLine {
  url: string
  providers: string
  demo: string
  console: string
  keys: { push: string; ping: string }
  articles: { id: string; key: string; headline: string; language: string; url: string; page: string }[]
  personas: { key: string; name: string }[]
}

export interface Demo extends DemoLine {
  startedInMs: number
  stop(): Promise<void>
}

/** Starts the built demo on a free port and a new data folder. @throws when it ends before it is ready */
export const startDemo = (args: readonly string[] = []): Promise<Demo> => onFreePorts(() => tryDemo(args))

/** The demo takes the next port as well, which another test may have just got: then it is started on others. */
export async function onFreePorts<T>(start: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await start()
    } catch (error) {
      if (tries === 3 || !String(error).includes('is in use')) throw error
    }
  }
}

async function tryDemo(args: readonly string[]): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), 'brevier-demo-'))
  const port = await freePort()
  const began = performance.now()
  const program = startProgram(process.execPath, [
    'dist/sandbox.js',
    '--port',
    `${port}`,
    '--data',
    folder,
    '--json',
    ...args,
  ])
  const line = await new Promise<DemoLine>((resolve, reject) => {
    program.child.stdout?.on('data', () => {
      const found = /^\{.*\}$/m.exec(program.output())
      if (found) resolve(JSON.parse(found[0]) as DemoLine)
    })
    void program.ended.then(() => reject(new Error(`the demo ended: ${program.output()}`)))
  })
  return {
    ...line,
    startedInMs: performance.now() - began,
    async stop() {
      await program.kill('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
