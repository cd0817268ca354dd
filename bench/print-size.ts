import { measureSizes } from './size.ts'

/** `npm run size [-- --json]`: what readers download; fails when it is more than they were promised. */
const sizes = measureSizes()
const json = process.argv.includes('--json')
process.stdout.write(json ? `${JSON.stringify(sizes)}\n` : `${JSON.stringify(sizes, null, 2)}\n`)
if (!sizes.ok) process.exitCode = 1
