import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { runDemo } from '../../src/sandbox/demo.ts'
import { freePort } from '../support/process.ts'

it.each([0, 1])('says that a port is taken before anything is seeded (port + %i)', async (next) => {
  const folder = mkdtempSync(join(tmpdir(), 'brevier-demo-'))
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const port = await freePort()
  const taken = createServer()
  await new Promise<void>((done) => taken.listen(port + next, '127.0.0.1', done))
  try {
    expect(await runDemo({ port, dataDir: folder, queue: 0, json: true })).toBe(1)
    expect(said.mock.calls.join('')).toContain(`Port ${port} or ${port + 1} is in use.`)
    expect(readdirSync(folder)).toEqual([])
  } finally {
    said.mockRestore()
    await new Promise((done) => taken.close(done))
    rmSync(folder, { recursive: true, force: true })
  }
})
