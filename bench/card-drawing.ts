import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import sharp from 'sharp'
import { createCardRenderer } from '../src/adapters/card-renderer.ts'
import { PATHS } from '../src/config/paths.ts'
import type { ArticleCardSpec, CommentCardSpec } from '../src/features/sharing/model.ts'
import { median } from './duel.ts'

const ROUNDS = 30
const UNIQUE = 600

const ARTICLE: Omit<ArticleCardSpec, 'photo'> = {
  kind: 'article',
  language: 'en',
  section: 'National › North Korea',
  headline: 'Leader sets new defence goals on second day of party meeting',
  byline: 'By Seo Yuna · 28 Dec 2022',
  stamp: '2022',
  paper: 'The Morning Ledger',
  accent: '#1c4f91',
  logo: null,
}
const COMMENT: CommentCardSpec = {
  kind: 'comment',
  language: 'ko',
  author: '김하늘',
  text: '기사 잘 읽었습니다. 이번 회의에서 나온 발표가 실제 정책으로 이어질지는 조금 더 지켜봐야 할 것 같습니다. 다만 국경 지역 주민들의 안전 대책은 지금 당장 마련되어야 합니다.',
  headline: '北, 전원회의 이틀째 “새해 국방력 강화 목표” 제시',
  paper: '모닝레저',
  accent: '#1c4f91',
  logo: null,
}

const renderer = createCardRenderer({ fontsDir: PATHS.fonts })
const SEED = readFileSync('seeds/photos/border-river.jpg')

/** 1600×900, other bytes at every call. */
function freshPhoto(round: number): Promise<Buffer> {
  const look = { brightness: 1 + (round % 40) / 400 }
  return sharp(SEED).resize(1600, 900).modulate(look).jpeg({ quality: 85 }).toBuffer()
}

const article = (photo: Uint8Array, mark: number | string) =>
  renderer.render({ ...ARTICLE, headline: `${ARTICLE.headline} ${mark}`, photo })
const comment = (mark: number | string) => renderer.render({ ...COMMENT, text: `${COMMENT.text} ${mark}` })

/** Decoding and cropping the photo, then encoding the card's pixels: what no renderer can leave out. */
async function floor(photo: Buffer, pixels: Buffer): Promise<void> {
  await sharp(photo).resize(520, 630, { fit: 'cover' }).raw().toBuffer()
  await sharp(pixels, { raw: { width: 1200, height: 630, channels: 3 } })
    .jpeg({ quality: 82 })
    .toBuffer()
}

type Times = Record<'ours' | 'floor' | 'satori', number>

/**
 * Milliseconds of each way to draw, alternating, in the reverse order every other round. Medians of the
 * rounds. CPU time, that of all threads together, stays the same on a busy machine.
 */
export async function compareDrawing() {
  const { satoriDrawer } = await import('./card-satori.ts')
  const bySatori = satoriDrawer()
  const { bytes } = await article(await freshPhoto(0), 'x')
  const pixels = await sharp(bytes).raw().toBuffer()
  const sizes = { satoriBytes: 0, articleBytes: bytes.length }
  const rounds: Times[] = []
  const cpu: Times[] = []
  for (let round = 0; round < ROUNDS + 3; round += 1) {
    const photo = await freshPhoto(round)
    const times: Times = { ours: 0, floor: 0, satori: 0 }
    const spent: Times = { ...times }
    const ways: [keyof Times, () => Promise<unknown>][] = [
      ['ours', () => article(photo, round)],
      ['floor', () => floor(photo, pixels)],
      [
        'satori',
        async () => {
          sizes.satoriBytes = (
            await bySatori({ ...ARTICLE, headline: `${ARTICLE.headline} ${round}`, photo })
          ).length
        },
      ],
    ]
    for (const [way, draw] of round % 2 === 0 ? ways : ways.reverse()) {
      const { ms, cpuMs } = await timed(draw)
      times[way] = ms
      spent[way] = cpuMs
    }
    if (round < 3) continue
    rounds.push(times)
    cpu.push(spent)
  }
  return {
    overFloor: median(rounds.map(({ ours, floor: least }) => ours / least)),
    fasterThanSatori: median(rounds.map(({ ours, satori }) => satori / ours)),
    articleMs: median(rounds.map(({ ours }) => ours)),
    floorMs: median(rounds.map(({ floor: least }) => least)),
    satoriMs: median(rounds.map(({ satori }) => satori)),
    articleCpuMs: median(cpu.map(({ ours }) => ours)),
    floorCpuMs: median(cpu.map(({ floor: least }) => least)),
    satoriCpuMs: median(cpu.map(({ satori }) => satori)),
    ...sizes,
    rounds: ROUNDS,
  }
}

/** Comment cards one after the other, each with another text, as a service draws them; medians, ms. */
export async function commentCards() {
  const first = await comment('x')
  const rounds: Awaited<ReturnType<typeof timed>>[] = []
  for (let round = 0; round < ROUNDS + 3; round += 1) rounds.push(await timed(() => comment(round)))
  return {
    commentMs: median(rounds.slice(3).map(({ ms }) => ms)),
    commentCpuMs: median(rounds.slice(3).map(({ cpuMs }) => cpuMs)),
    commentBytes: first.bytes.length,
  }
}

async function timed(draw: () => Promise<unknown>): Promise<{ ms: number; cpuMs: number }> {
  const [before, cpuBefore] = [performance.now(), process.cpuUsage()]
  await draw()
  const ms = performance.now() - before
  const { user, system } = process.cpuUsage(cpuBefore)
  // Finalizers of native memory need a turn of the loop.
  await new Promise((resolve) => setImmediate(resolve))
  return { ms, cpuMs: (user + system) / 1_000 }
}

/** The longest that the event loop stood still while four cards were drawn, ms: median and worst of the rounds. */
export async function stall() {
  const longest: number[] = []
  for (let round = 0; round < 15; round += 1) {
    const photo = await freshPhoto(round)
    await new Promise((resolve) => setTimeout(resolve, 20))
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    await Promise.all([0, 1, 2, 3].map((each) => article(photo, `${round} ${each}`)))
    await new Promise((resolve) => setTimeout(resolve, 5))
    delay.disable()
    longest.push(delay.max / 1e6)
  }
  return { stallMs: median(longest), worstStallMs: Number(Math.max(...longest).toFixed(1)) }
}

/** Memory of the process, MB, while unlike cards are drawn one after the other, three of four with a photo. */
export async function memory() {
  const megabytes = () => Math.round(process.memoryUsage.rss() / 1_048_576)
  const photo = await freshPhoto(1)
  const after: Record<string, number> = {}
  for (let index = 1; index <= UNIQUE; index += 1) {
    await (index % 4 === 0 ? comment(`${index}번째`) : article(photo, `number ${index}`))
    if (index === 100 || index === 300 || index === UNIQUE) after[`after${index}`] = megabytes()
  }
  return { ...after, grown: (after[`after${UNIQUE}`] ?? 0) - (after['after100'] ?? 0) }
}
