import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Answer, prepareServer } from './server.ts'
import { buildShim, type Shim } from './shim.ts'

const MOST_POSTS = 200
/** What fits beside the ballast before the disk is full. */
const ROOM = 160 * 1024
const LONGEST_REFUSAL_MS = 1_000
const LONGEST_RECOVERY_MS = 10_000

type Server = Awaited<ReturnType<typeof prepareServer>>
type Faulty = Server & { shim: Shim; env: Record<string, string> }

/**
 * A disk that is full, that cannot be written, and that loses what it was told to sync, under a server that goes on
 * being asked. `lost`: comments that were answered with 201 and are not in the file at the end.
 */
export async function disk(_options: { rounds?: number } = {}) {
  const work = mkdtempSync(join(tmpdir(), 'brevier-disk-'))
  try {
    const dir = join(work, 'data')
    mkdirSync(dir)
    const server = await prepareServer(dir)
    const shim = buildShim(work, dir, { traces: false })
    const faulty: Faulty = { ...server, shim, env: { ...shim.env, BREVIER_BALLAST_MB: '1' } }
    const full = await fill(faulty)
    const fullAtStart = await startFull(faulty)
    const readOnly = await forbidWriting(faulty)
    const eio = await failToSync(faulty)
    const { ids, integrity, shown } = server.look()
    const acknowledged = [...server.acknowledged.values()]
    const lost = acknowledged.filter(({ id }) => !ids.has(id)).length
    const isRemoved = full.removed !== null && !shown.has(full.removed)
    const ok =
      full.ok && fullAtStart.ok && readOnly.ok && eio.ok && lost === 0 && integrity === 'ok' && isRemoved
    return { acknowledged: acknowledged.length, lost, integrity, full, fullAtStart, readOnly, eio, ok }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Full: posts are refused, reading goes on, a moderator takes a comment away; then there is room again. */
async function fill(server: Faulty) {
  const { program } = await server.start(server.env)
  await until(() => existsSync(`${server.file}.ballast`))
  server.shim.fault(`full ${sizeOf(server.dir) + ROOM}`)
  let refused: Answer | null = null
  for (let index = 0; refused === null && index < MOST_POSTS; index += 1) {
    const answer = await postOne(server, `full-comment-${index}`)
    if (answer.status !== 201) refused = answer
  }
  const ballastFreed = !existsSync(`${server.file}.ballast`)
  const further = await several(5, (index) => postOne(server, `full-comment-more-${index}`))
  const [first] = server.acknowledged.values()
  const removal = await server.remove(first?.id ?? '')
  const read = await server.read()
  server.shim.fault(null)
  const began = performance.now()
  await until(async () => (await postOne(server, 'full-comment-after')).status === 201)
  const recoveryMs = Math.round(performance.now() - began)
  const ballastKept = existsSync(`${server.file}.ballast`)
  await program.kill('SIGTERM')
  const refusals = refused === null ? [] : [refused, ...further]
  return {
    ...said(refusals),
    read: read.status,
    removal: removal.status,
    removed: first?.id ?? null,
    ballastFreed,
    ballastKept,
    recoveryMs,
    ok:
      areRefused(refusals, 507) &&
      ballastFreed &&
      ballastKept &&
      read.status === 200 &&
      removal.status === 303 &&
      recoveryMs <= LONGEST_RECOVERY_MS,
  }
}

/** Full before a start: with the room that is kept readers and moderation are served; without it, it says what to do. */
async function startFull(server: Faulty) {
  const ballast = `${server.file}.ballast`
  server.shim.fault(`full ${sizeOf(server.dir)}`)
  const { program } = await server.start(server.env)
  const refused = await postOne(server, 'full-at-start')
  const read = await server.read()
  const ballastFreed = !existsSync(ballast)
  await program.kill('SIGTERM')
  server.shim.fault(`full ${sizeOf(server.dir)}`)
  const again = server.launch(server.env)
  const code = await again.ended
  server.shim.fault(null)
  const isClear = /its disk is full/.test(again.output()) && !/^\s+at /m.test(again.output())
  return {
    ...said([refused]),
    read: read.status,
    ballastFreed,
    startCode: code,
    isClear,
    ok: areRefused([refused], 507) && read.status === 200 && ballastFreed && code === 1 && isClear,
  }
}

/** Mounted read-only under a running server, then before a start. */
async function forbidWriting(server: Faulty) {
  const { program } = await server.start(server.env)
  const before = await postOne(server, 'read-only-before')
  server.shim.fault('readonly')
  const refusals = await several(5, (index) => postOne(server, `read-only-${index}`))
  const read = await server.read()
  server.shim.fault(null)
  const after = await postOne(server, 'read-only-after')
  await program.kill('SIGTERM')
  server.shim.fault('readonly')
  const started = server.launch(server.env)
  const code = await started.ended
  server.shim.fault(null)
  const isClear = /cannot be written.*read-only/.test(started.output()) && !/^\s+at /m.test(started.output())
  return {
    ...said(refusals),
    read: read.status,
    startCode: code,
    isClear,
    ok:
      before.status === 201 &&
      after.status === 201 &&
      areRefused(refusals, 503) &&
      read.status === 200 &&
      code === 1 &&
      isClear,
  }
}

/** A sync fails: nothing is acknowledged from then on, the process ends, and the next one has everything. */
async function failToSync(server: Faulty) {
  const { program } = await server.start(server.env)
  await several(5, (index) => postOne(server, `eio-before-${index}`))
  const known = server.acknowledged.size
  server.shim.fault('eio')
  const answers = await Promise.all(
    server.people.map((person, index) => server.post(`eio-comment-${index}`, person).catch(() => null)),
  )
  const code = await program.ended
  const acknowledgedAfter = server.acknowledged.size - known
  server.shim.fault(null)
  const ids = new Map(Array.from(server.acknowledged, ([key, { id }]) => [key, id]))
  const { program: again, ms } = await server.start(server.env)
  for (const [key, { person }] of server.sent) if (ids.has(key)) await server.post(key, person)
  const changed = [...ids].filter(([key, id]) => server.acknowledged.get(key)?.id !== id).length
  await again.kill('SIGTERM')
  const isTold = /the disk did not keep/.test(program.output())
  return {
    ...said(answers.flatMap((answer) => answer ?? [])),
    acknowledgedAfter,
    endCode: code,
    isTold,
    changed,
    restartMs: Math.round(ms),
    ok: acknowledgedAfter === 0 && code === 1 && isTold && changed === 0,
  }
}

function postOne(server: Server, key: string): Promise<Answer> {
  const [person] = server.people
  if (!person) throw new Error('nobody writes')
  return server.post(key, person)
}

async function several(count: number, act: (index: number) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let index = 0; index < count; index += 1) answers.push(await act(index))
  return answers
}

function said(answers: readonly Answer[]) {
  const statuses = [...new Set(answers.map(({ status }) => status))]
  const worstMs = Math.round(Math.max(0, ...answers.map(({ ms }) => ms)))
  return { statuses, retryAfter: answers[0]?.retryAfter ?? null, worstMs }
}

function areRefused(answers: readonly Answer[], status: number): boolean {
  return (
    answers.length > 0 &&
    answers.every(
      (answer) => answer.status === status && answer.retryAfter !== null && answer.ms <= LONGEST_REFUSAL_MS,
    )
  )
}

/** As the shim counts it. */
function sizeOf(dir: string): number {
  const files = readdirSync(dir).filter((name) => !name.endsWith('-shm'))
  const sizes = files.map((name) => statSync(join(dir, name))).filter((info) => info.isFile())
  return sizes.reduce((sum, { size }) => sum + size, 0)
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 2 * LONGEST_RECOVERY_MS
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error('it did not come to that in time')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
