import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js'
import { Severity } from 'csp_evaluator/dist/finding.js'
import { CspParser } from 'csp_evaluator/dist/parser.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Kind, send } from './access.ts'
import { type Filled, fillWorld, type Who } from './filled.ts'
import { ROUTES } from './routes.ts'

let world: Filled
beforeAll(async () => {
  world = await fillWorld()
})
afterAll(() => world.close())

type Wanted = Readonly<Record<string, string | null>>

const ALWAYS = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
} as const
const ONE_OF_OURS = {
  ...ALWAYS,
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
} as const
const DATA = {
  ...ALWAYS,
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
} as const

function policy({ ancestors = "'none'", trusted = "'none'" } = {}): string {
  return `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ${ancestors}; require-trusted-types-for 'script'; trusted-types ${trusted}`
}

/** `null`: not there. */
const WANTED: Readonly<Record<Kind, Wanted>> = {
  page: { ...ONE_OF_OURS, 'content-security-policy': policy() },
  'private page': {
    ...ONE_OF_OURS,
    'content-security-policy': policy(),
    'cache-control': 'private, no-store',
  },
  'desk queue': {
    ...ONE_OF_OURS,
    'content-security-policy': policy({ trusted: 'brevier' }),
    'cache-control': 'private, no-store',
  },
  // Its opener is a frame in a paper's page.
  'sign-in window': {
    ...ONE_OF_OURS,
    'content-security-policy': policy(),
    'cross-origin-opener-policy': 'unsafe-none',
  },
  // The paper's page holds it, one that isolates itself as well.
  widget: {
    ...ONE_OF_OURS,
    'content-security-policy': policy({ ancestors: 'https://www.ledger.example' }),
    'x-frame-options': null,
    'cross-origin-resource-policy': 'cross-origin',
  },
  redirect: { ...ONE_OF_OURS, 'content-security-policy': policy(), 'cache-control': 'private, no-store' },
  data: DATA,
  'data for anybody': { ...DATA, 'cross-origin-resource-policy': 'cross-origin' },
  nothing: { ...DATA, 'cache-control': 'private, no-store' },
}

/** Somebody who may. */
function whoMay(key: string): Who {
  const door = ROUTES[key]?.door
  if (door === 'desk') return 'an admin'
  if (door === 'reader' || door === 'reader or token') return 'a reader'
  return door === 'key' ? 'a key' : 'nobody'
}

function check({ headers }: Response, wanted: Wanted): void {
  const found = Object.fromEntries(Object.keys(wanted).map((name) => [name, headers.get(name)]))
  expect(found).toEqual(wanted)
}

/** Where a proof is missing, and where something is not there, a person reads a page and a program a problem. */
function kindOf(key: string, answer: Response): Kind {
  const kind = ROUTES[key]?.is ?? 'page'
  if (answer.status < 400) return kind
  return answer.headers.get('content-type')?.includes('html') ? 'page' : 'data'
}

describe('the headers of an answer', () => {
  for (const key of Object.keys(ROUTES)) {
    it(`fit what it is: ${key}`, async () => {
      const route = ROUTES[key]
      if (!route) return
      const who = whoMay(key)
      const asked = await route.ask(world, who)
      const answer = await send(world, key, who, asked)
      if (route.door !== 'proof' && !route.but?.[who]) expect(answer.status).toBeLessThan(400)
      check(answer, withReferrer(answer, WANTED[kindOf(key, answer)]))
      await answer.body?.cancel()
      if (!key.startsWith('GET ') || answer.status >= 400) return
      const head = await world.app.request(asked.path, { method: 'HEAD', headers: world.credentials(who) })
      check(head, withReferrer(head, WANTED[route.is]))
      const etag = answer.headers.get('etag')
      if (etag === null) return
      const headers = { ...world.credentials(who), 'if-none-match': etag }
      const unchanged = await world.app.request(asked.path, { headers })
      expect(unchanged.status).toBe(304)
      check(unchanged, WANTED[route.is])
    })
  }

  /** An address that is a secret is told to nobody. */
  function withReferrer({ headers }: Response, wanted: Wanted): Wanted {
    const isSecret = headers.get('referrer-policy') === 'no-referrer'
    return isSecret ? { ...wanted, 'referrer-policy': 'no-referrer' } : wanted
  }
})

describe('the headers of a refusal', () => {
  it.each([
    ['a page that is not there', '/nothing', {}, 404, 'page'],
    ['data that is not there', '/v1/nothing', {}, 404, 'data'],
    ['a card that is not there', '/cards/a/x/aa.png', { accept: 'image/*' }, 404, 'page'],
    ['another host', '/', { host: 'evil.example' }, 421, 'page'],
    ['a page of the desk for nobody', '/console', {}, 303, 'redirect'],
    ['a frame for no site', '/frame?site=nobody&article=x', {}, 404, 'page'],
    ['a part of a file that is not in it', '/healthz', { range: 'bytes=9-' }, 200, 'data'],
  ] as const)('fit what it is: %s', async (_what, path, headers, status, kind) => {
    const answer = await world.app.request(path, { headers })
    expect(answer.status).toBe(status)
    check(answer, WANTED[kind])
  })

  it('is nothing that a request can choose', async () => {
    const answer = await world.form('/nothing', { x: '1' }, undefined, { origin: 'https://evil.example' })
    expect(answer.status).toBe(403)
    check(answer, WANTED.page)
  })
})

describe('the content policy', () => {
  const policies = [
    ...new Set(Object.values(WANTED).map((wanted) => wanted['content-security-policy'] ?? '')),
  ]

  it.each(policies)('has no weakness that a stranger’s evaluator knows: %s', (text) => {
    const findings = new CspEvaluator(new CspParser(text).csp).evaluate()
    const grave = findings.filter(({ severity }) => severity <= Severity.MEDIUM)
    expect(grave.map(({ directive, description }) => `${directive}: ${description}`)).toEqual([])
  })

  it('is found weak where it is', () => {
    const findings = new CspEvaluator(new CspParser("script-src 'unsafe-inline' *").csp).evaluate()
    expect(findings.some(({ severity }) => severity <= Severity.MEDIUM)).toBe(true)
  })
})
