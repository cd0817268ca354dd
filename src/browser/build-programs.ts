import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type BuildOptions, build } from 'esbuild'

const FONTS = 'src/adapters/fonts'

const BESIDE = { sandbox: 'src/sandbox/main.ts', states: 'src/sandbox/states/main.ts' }

/** Native code, and what loads files of its own by name; all else is bundled, which halves the time to start. */
const OUTSIDE = ['better-sqlite3', 'sharp', '@takumi-rs/core', '@node-rs/*', 'esbuild']

/** Some bundled libraries are CommonJS and ask for Node's own modules by `require`. */
const REQUIRE =
  "import { createRequire as brevierRequire } from 'node:module'; const require = brevierRequire(import.meta.url);"

const FOR_NODE = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  external: OUTSIDE,
  minify: true,
  sourcemap: true,
  logLevel: 'warning',
} satisfies BuildOptions

/** Each program is bundled by itself, so that nothing of the sandbox can get into the production one. */
export async function buildPrograms(outdir: string): Promise<void> {
  const define = { BREVIER_FONTS: JSON.stringify(await fontsDigest()) }
  await Promise.all([
    build({ ...FOR_NODE, outdir, entryPoints: { main: 'src/main.ts' }, format: 'esm' }),
    // One file, which V8 can keep compiled; `main` runs it.
    build({
      ...FOR_NODE,
      outdir,
      entryPoints: { program: 'src/cli/run.ts' },
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
      // What V8 has kept compiled cannot `import()`.
      supported: { 'dynamic-import': false },
      define: { ...define, 'import.meta.url': 'brevierUrl' },
      banner: { js: 'const brevierUrl = require("node:url").pathToFileURL(__filename).href;' },
    }),
    ...Object.entries(BESIDE).map(([name, entry]) =>
      build({
        ...FOR_NODE,
        outdir,
        entryPoints: { [name]: entry },
        splitting: true,
        chunkNames: `${name}-[hash]`,
        format: 'esm',
        define,
        banner: { js: REQUIRE },
      }),
    ),
  ])
}

/**
 * Starts the service once, in a folder that goes away: its start keeps what V8 has compiled. Where that fails, as on a
 * machine without the driver's native code, every start compiles anew, and that is all.
 */
export async function keepCompiled(outdir: string): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'brevier-build-'))
  const service = spawn(process.execPath, [resolve(outdir, 'main.js'), 'start'], {
    cwd: data,
    env: {
      BREVIER_PUBLIC_URL: 'http://localhost:8787',
      BREVIER_PORT: String(await freePort()),
      BREVIER_DATA: data,
      BREVIER_BALLAST_MB: '0',
      BREVIER_X_CLIENT_ID: 'build',
      BREVIER_X_CLIENT_SECRET: 'build',
    },
    stdio: 'ignore',
    timeout: 20_000,
  })
  let isOver = false
  const ended = once(service, 'close').finally(() => {
    isOver = true
  })
  while (!isOver && !(await isKept(join(outdir, 'compiled')))) await setTimeout(20)
  service.kill()
  await ended
  await rm(data, { recursive: true, force: true })
}

async function isKept(compiled: string): Promise<boolean> {
  const names = await readdir(compiled).catch(() => [])
  return names.some((name) => !name.endsWith('.new'))
}

/** Part of every card's address. All of them are drawn with, so the folder is the list. */
async function fontsDigest(): Promise<string> {
  const digest = createHash('sha256')
  const files = (await readdir(FONTS)).filter((file) => /\.(otf|ttf|woff2)$/.test(file))
  for (const file of files.sort()) digest.update(await readFile(join(FONTS, file)))
  return digest.digest('hex')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}
