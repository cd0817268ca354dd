import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createService, keyOf, type Service } from '../drills/service.ts'

const WRITERS = 8

let dir: string
let service: Service
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'brevier-stop-'))
  service = await createService(dir, WRITERS)
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('a program that is told to stop', () => {
  it('answers every comment that it takes, loses none that it answered, and ends with 0', async () => {
    const program = await service.start()
    const sent = new Set<string>()
    const answered = new Map<string, string>()
    let isOver = false
    const writing = service.people.map(async (person, writer) => {
      for (let turn = 0; !isOver; turn += 1) {
        const key = keyOf(turn * WRITERS + writer)
        sent.add(key)
        const answer = await service.post(service.port, person, key).catch(() => null)
        if (!answer) return
        expect(answer.status).toBe(201)
        answered.set(key, answer.id ?? '')
        if (answered.size === 100) void program.kill('SIGTERM')
      }
    })
    const asked = performance.now()
    expect(await program.ended).toBe(0)
    isOver = true
    await Promise.all(writing)
    expect(performance.now() - asked).toBeLessThan(12_000)
    const log = join(dir, 'brevier.sqlite-wal')
    expect(existsSync(log) && statSync(log).size).toBeFalsy()
    const found = await service.comments()
    expect(sent.size).toBeGreaterThan(answered.size)
    expect(new Map([...found].map(([key, [id]]) => [key, id]))).toEqual(answered)
  })

  it('stops in order when its terminal is closed, too', async () => {
    const program = await service.start()
    await program.kill('SIGHUP')
    expect(await program.ended).toBe(0)
    const log = join(dir, 'brevier.sqlite-wal')
    expect(existsSync(log) && statSync(log).size).toBeFalsy()
  })

  it('waits for a request that is still arriving; a second signal ends it at once', async () => {
    const program = await service.start()
    const socket = connect(service.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write('POST /logout HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nab')
    await new Promise<void>((resolve) => socket.once('connect', resolve))
    // Answered, so the one before has been accepted as well.
    await fetch(`${service.url}/healthz`)
    const { pid } = program.child
    if (pid === undefined) throw new Error('no process')
    process.kill(pid, 'SIGTERM')
    while (await fetch(`${service.url}/healthz`).catch(() => null)) {}
    expect(program.child.exitCode).toBeNull()
    process.kill(pid, 'SIGTERM')
    expect(await program.ended).toBe(143)
    socket.destroy()
  })
})
