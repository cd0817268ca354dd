import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readSources, type SourceFile, type SourceImport } from './support/sources.ts'

const files = readSources()

/** Who may import whom (`docs/architecture.md`). A folder may always import from itself. */
const RULES: readonly { from: RegExp; may: readonly RegExp[]; packages?: readonly RegExp[] }[] = [
  { from: /^src\/kernel\//, may: [], packages: [/^zod$/] },
  { from: /^src\/locales\//, may: [/^src\/kernel\//], packages: [] },
  { from: /^src\/config\//, may: [/^src\/kernel\//], packages: [/^node:/] },
  {
    from: /^src\/features\/(ports|services|events|retention)\.ts$/,
    may: [/^src\/(features|kernel)\//],
    packages: [],
  },
  {
    from: /^src\/features\/[a-z]+\//,
    may: [/^src\/(kernel|locales)\//, /^src\/features\//],
    packages: [/^(zod|oslo|obscenity|oauth4webapi)(\/|$)/, /^node:crypto$/],
  },
  {
    from: /^src\/storage\//,
    may: [
      /^src\/kernel\//,
      /^src\/features\/ports\.ts$/,
      /^src\/features\/[a-z]+\/(([a-z]+-)*(model|store)|chain|order|plain-decision)\.ts$/,
      /^src\/locales\/language\.ts$/,
    ],
  },
  {
    from: /^src\/adapters\//,
    may: [
      /^src\/kernel\//,
      /^src\/features\/ports\.ts$/,
      /^src\/features\/[a-z]+\/model\.ts$/,
      /^src\/locales\/(language|index)\.ts$/,
    ],
  },
  { from: /^src\/jobs\//, may: [/^src\/kernel\//, /^src\/features\//] },
  {
    from: /^src\/(http|ui)\//,
    may: [
      /^src\/(kernel|locales|http|ui)\//,
      /^src\/features\/([a-z]+\/(([a-z]+-)*model|rules)|ports|services)\.ts$/,
    ],
  },
  { from: /^src\/(reader|console|api)\//, may: [/^src\/(kernel|locales|http|ui|features)\//] },
  { from: /^src\/browser\//, may: [/^src\/(kernel|locales)\//] },
  {
    from: /^src\/cli\//,
    may: [
      /^src\/(kernel|config|features|locales)\//,
      /^src\/(compose\.ts|upkeep\.ts|server\.tsx)$/,
      // The starting policy that comes along.
      /^seeds\/policy\.ts$/,
      /^src\/http\/(env|csv)\.ts$/,
    ],
  },
  { from: /^src\/compose\.ts$/, may: [/^src\/(config|features|storage|adapters|jobs|kernel)\//] },
  { from: /^src\/upkeep\.ts$/, may: [/^src\/(config|storage|jobs|kernel)\//, /^src\/features\/ports\.ts$/] },
  { from: /^src\/server\.tsx$/, may: [/^src\/(http|ui|reader|console|api|kernel|features)\//] },
]

const ORDER = [
  'sites',
  'accounts',
  'articles',
  'policy',
  'delivery',
  'comments',
  'moderation',
  'sharing',
  'previews',
]

describe('who may import whom', () => {
  for (const { from, may, packages } of RULES) {
    it(`${from.source} keeps to its rooms`, () => {
      const own = files.filter(({ path }) => from.test(path))
      expect(own.length).toBeGreaterThan(0)
      const breaches = own.flatMap((file) =>
        file.imports
          .filter((entry) => !allowed(file, entry, from, may, packages))
          .map((entry) => `${file.path} → ${entry.target}`),
      )
      expect(breaches).toEqual([])
    })
  }

  it('a feature imports only earlier features, and of those models, rules and, as types, stores', () => {
    const breaches = files.flatMap((file) => {
      const feature = featureOf(file.path)
      if (!feature) return []
      return file.imports
        .filter(({ target, typeOnly }) => {
          const other = featureOf(target)
          if (!other || other === feature) return false
          // The one file that knows the cryptography library serves every feature.
          if (target === 'src/features/accounts/crypto.ts') return false
          const room = target.split('/').at(-1)
          if (ORDER.indexOf(other) > ORDER.indexOf(feature)) return true
          return !(
            room === 'model.ts' ||
            room === 'rules.ts' ||
            (/^([a-z]+-)?store\.ts$/.test(room ?? '') && typeOnly)
          )
        })
        .map(({ target }) => `${file.path} → ${target}`)
    })
    expect(breaches).toEqual([])
  })

  it('nothing imports the sandbox', () => {
    const breaches = files
      .filter(({ path }) => !path.startsWith('src/sandbox/'))
      .flatMap((file) =>
        file.imports.filter(({ target }) => target.startsWith('src/sandbox/')).map(() => file.path),
      )
    expect(breaches).toEqual([])
  })

  it('doors do not import each other', () => {
    const door = (path: string) => /^src\/(reader|console|api)\//.exec(path)?.[1]
    const breaches = files.flatMap((file) =>
      file.imports
        .filter(({ target }) => door(file.path) && door(target) && door(target) !== door(file.path))
        .map(({ target }) => `${file.path} → ${target}`),
    )
    expect(breaches).toEqual([])
  })
})

describe('run-time cycles', () => {
  it('there are none', () => {
    const graph = new Map(
      files.map((file) => [
        file.path,
        file.imports.filter(({ own, typeOnly }) => own && !typeOnly).map(({ target }) => target),
      ]),
    )
    expect(findCycle(graph)).toEqual([])
  })
})

describe('one place for each dangerous thing', () => {
  const importers = (test: (entry: SourceImport) => boolean) =>
    files.filter(({ imports }) => imports.some(test)).map(({ path }) => path)

  it('oslo is imported by accounts/crypto.ts alone', () => {
    expect(importers(({ target }) => /^oslo(\/|$)/.test(target))).toEqual(['src/features/accounts/crypto.ts'])
  })

  it('of the features, only accounts/crypto.ts reaches for Node’s cryptography', () => {
    const paths = importers(({ target }) => target === 'node:crypto')
    expect(paths.filter((path) => path.startsWith('src/features/'))).toEqual([
      'src/features/accounts/crypto.ts',
    ])
  })

  it('of oslo, only what is safe is imported, by name', () => {
    const used = files.flatMap(({ imports }) => imports.filter(({ target }) => /^oslo(\/|$)/.test(target)))
    expect(used.map(({ target, names }) => [target, ...names])).toEqual([
      ['oslo/crypto', 'HMAC'],
      ['oslo/encoding', 'base32', 'base64', 'encodeHex', 'base64url'],
      ['oslo/oauth2', 'generateState', 'OAuth2Client'],
      ['oslo/otp', 'createTOTPKeyURI', 'generateHOTP'],
    ])
    // Methods of the client, and functions that a namespace import would hide.
    const unsafe =
      /\b(validateAuthorizationCode|refreshAccessToken|encodeBase64url|decodeBase64url|parseCookies|serializeCookie|CookieController|TOTPController|verifyRequestOrigin|validateJWT)\b/
    const code = ({ text }: SourceFile) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    expect(files.filter((file) => unsafe.test(code(file))).map(({ path }) => path)).toEqual([])
  })

  it('the OpenID Connect library is imported by the files of that provider alone', () => {
    const paths = importers(({ target }) => target === 'oauth4webapi')
    expect(paths.length).toBeGreaterThan(0)
    expect(
      paths.filter((path) => !/^src\/features\/accounts\/providers\/oidc[a-z-]*\.ts$/.test(path)),
    ).toEqual([])
  })

  it('raw HTML is written by JSON-LD alone', () => {
    expect(importers(({ target, names }) => target === 'hono/html' && names.includes('raw'))).toEqual([
      'src/ui/json-ld.tsx',
    ])
    const sinks = files.filter(({ text }) =>
      /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write/.test(text),
    )
    expect(sinks.map(({ path }) => path)).toEqual([])
  })

  it('only the outbound client opens connections to other machines', () => {
    const clients = files
      .filter(({ path }) => !path.startsWith('src/browser/'))
      .filter(
        ({ text, imports }) =>
          /(?<![.\w])fetch\(/.test(text) ||
          imports.some(({ target, names }) => /^node:https?$/.test(target) && names.includes('request')),
      )
      .map(({ path }) => path)
      .filter((path) => path !== 'src/adapters/outbound.ts')
    expect(clients).toEqual([])
  })

  it('process.env is read by config/env.ts alone', () => {
    expect(
      files
        .filter(({ text }) => /process\s*\.\s*env/.test(text.replace(/\/\*[\s\S]*?\*\//g, '')))
        .map(({ path }) => path),
    ).toEqual(['src/config/env.ts'])
  })

  it('no LIMIT is bound: the engine would compile the statement at each run, to plan for its value', () => {
    const limits = files
      .filter(({ path }) => path.startsWith('src/storage/'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/(?:\.limit\(|\bsql(?:<[^`]+>)?`[^`]*LIMIT \$\{)(\w+)/g)].map(([, count]) => ({
          path,
          count,
        })),
      )
    expect(limits.length).toBeGreaterThan(0)
    expect(limits.filter(({ count }) => count !== 'atMost')).toEqual([])
  })

  it('the image libraries are known to the adapters alone', () => {
    const paths = importers(({ target }) => target === 'sharp' || target.startsWith('@takumi-rs/'))
    expect(paths.length).toBeGreaterThan(0)
    expect(paths.filter((path) => !path.startsWith('src/adapters/'))).toEqual([])
  })
})

describe('dependencies', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const floors = JSON.parse(readFileSync('tests/floors.json', 'utf8'))

  it('versions are exact', () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([])
  })

  it('no installed package is below its floor', () => {
    const below = floors.floors.flatMap(
      ({ name, minimum, below: ceiling }: { name: string; minimum: string; below?: string }) =>
        Object.entries(lock.packages)
          .filter(([path]) => path.endsWith(`node_modules/${name}`))
          .filter(([, entry]) => {
            const { version } = entry as { version: string }
            return compare(version, minimum) < 0 || (ceiling !== undefined && compare(version, ceiling) >= 0)
          })
          .map(([path]) => path),
    )
    expect(below).toEqual([])
  })

  it('one native build runs at install, and nothing else', () => {
    // By name: the versions are exact, and a lock file without addresses does not prove one to npm.
    expect(Object.keys(manifest.allowScripts).filter((name) => manifest.allowScripts[name])).toEqual([
      'better-sqlite3',
    ])
  })
})

function allowed(
  file: SourceFile,
  { target, own, typeOnly }: SourceImport,
  from: RegExp,
  may: readonly RegExp[],
  packages?: readonly RegExp[],
): boolean {
  if (!own)
    return (
      packages === undefined ||
      packages.some((pattern) => pattern.test(target)) ||
      (typeOnly && target === 'zod')
    )
  return (
    from.test(target) ||
    folderOf(target) === folderOf(file.path) ||
    may.some((pattern) => pattern.test(target))
  )
}

function folderOf(path: string): string {
  return path.split('/').slice(0, 2).join('/')
}

function featureOf(path: string): string | undefined {
  return /^src\/features\/([a-z]+)\//.exec(path)?.[1]
}

function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (done.has(path)) return []
    for (const next of graph.get(path) ?? []) {
      const cycle = visit(next, [...trail, path])
      if (cycle.length > 0) return cycle
    }
    done.add(path)
    return []
  }
  for (const path of graph.keys()) {
    const cycle = visit(path, [])
    if (cycle.length > 0) return cycle
  }
  return []
}

function compare(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number))
  for (let index = 0; index < 3; index += 1) {
    const difference = (x?.[index] ?? 0) - (y?.[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
