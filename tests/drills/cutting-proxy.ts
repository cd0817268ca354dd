import { connect, createServer, type Socket } from 'node:net'
import { freePort } from '../support/process.ts'

/** Where a connection breaks: before the request goes on, after it went on and before any answer, or in the answer. */
const CUTS = ['before', 'after', 'middle'] as const
export type Cut = (typeof CUTS)[number]

export interface CuttingProxy {
  port: number
  /** How many connections were cut so far, by where. */
  cut: Readonly<Record<Cut, number>>
  close(): Promise<void>
}

/** Hands bytes on, but for every `every`th connection, which breaks in each of the three ways in turn. */
export async function startCuttingProxy(to: number, every: number): Promise<CuttingProxy> {
  const cut = { before: 0, after: 0, middle: 0 }
  let connections = 0
  const server = createServer((client) => {
    connections += 1
    const isCut = connections % every === 0
    const where = isCut ? CUTS[(connections / every) % CUTS.length] : undefined
    if (where) cut[where] += 1
    handOn(client, to, where)
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port,
    cut,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function handOn(client: Socket, to: number, where: Cut | undefined): void {
  client.on('error', () => {})
  if (where === 'before') {
    client.once('data', () => client.resetAndDestroy())
    return
  }
  const service = connect(to, '127.0.0.1')
  service.on('error', () => client.destroy())
  client.pipe(service)
  client.once('close', () => service.destroy())
  if (where === undefined) {
    service.pipe(client)
    return
  }
  service.once('data', (answer: Buffer) => {
    if (where === 'middle') client.write(answer.subarray(0, answer.length / 2))
    client.destroySoon()
    service.destroy()
  })
}
