import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, transform } from 'esbuild'
import { minify } from 'terser'
import { buildPrograms, keepCompiled } from './build-programs.ts'
import { COMMON_STYLES, STYLES } from './styles.ts'

/**
 * Makes `dist/`: the programs for Node, and what the doors send along to run in the page.
 * Run by `npm run build` from the package's folder.
 */
const OUT = 'dist'

const SCRIPTS = {
  embed: 'src/browser/embed.ts',
  'embed-count': 'src/browser/embed-count.ts',
  'login-start': 'src/browser/login/start.ts',
  'login-done': 'src/browser/login/done.ts',
  demo: 'src/browser/demo.ts',
  console: 'src/browser/console/index.ts',
  'console-enter': 'src/browser/console/enter.ts',
}

/** Names of our own that only this script's code uses: none is an element's, a message's or an answer's. */
const OWN_NAMES =
  /^(articleId|canRetry|clear|failure|field|held|hold|inFrame|isFirm|isOver|isSeen|label|language|load|lockState|onNameNeeded|outcome|plain|popup|reason|report|retryAfter|root|save|sentence|states|token|tone|words)$/

await rm(OUT, { recursive: true, force: true })
await mkdir(join(OUT, 'assets'), { recursive: true })
await Promise.all([
  buildPrograms(OUT),
  buildScripts(SCRIPTS, join(OUT, 'assets')),
  buildScripts({ discussion: 'src/browser/discussion/index.ts' }, join(OUT, 'assets'), OWN_NAMES),
  // Beside its program: what lies in `assets` is published.
  buildScripts({ 'states-driver': 'src/browser/states.ts' }, OUT),
  // For the papers' own programs, as they are.
  cp('src/browser/types', join(OUT, 'types'), { recursive: true }),
  ...Object.entries(STYLES).map(([name, files]) => buildStyles(name, files)),
])
await keepCompiled(OUT)

async function buildScripts(
  entryPoints: Record<string, string>,
  outdir: string,
  mangleProps?: RegExp,
): Promise<void> {
  const { outputFiles } = await build({
    entryPoints,
    outdir,
    bundle: true,
    minify: true,
    write: false,
    charset: 'utf8',
    platform: 'browser',
    target: ['chrome100', 'firefox100', 'safari15.4'],
    format: 'esm',
    logLevel: 'warning',
    ...(mangleProps && { mangleProps }),
  })
  await Promise.all(outputFiles.map(async ({ path, text }) => writeFile(path, await smaller(text))))
}

/** A second pass over what every reader downloads: about a twentieth less after brotli. */
async function smaller(script: string): Promise<string> {
  const { code } = await minify(script, {
    module: true,
    ecma: 2020,
    // `unsafe` trusts that nobody has replaced the language's own globals.
    compress: {
      passes: 5,
      pure_getters: true,
      unsafe: true,
      unsafe_arrows: true,
      unsafe_comps: true,
      unsafe_math: true,
      hoist_props: false,
      sequences: false,
    },
    format: { comments: false },
  })
  return code ?? script
}

async function buildStyles(name: string, files: readonly string[]): Promise<void> {
  const sources = await Promise.all([...COMMON_STYLES, ...files].map((file) => readFile(file, 'utf8')))
  const { code } = await transform(sources.join('\n'), { loader: 'css', minify: true })
  // What properties of our own hold is kept as it was written, spaces and all.
  const tight = code
    .replace(/--[\w-]+: [^;}]+/g, (property) => property.replace(/([:,]) /g, '$1'))
    .replaceAll(' / ', '/')
  await writeFile(join(OUT, 'assets', `${name}.css`), tight)
}
