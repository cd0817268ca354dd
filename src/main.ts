#!/usr/bin/env node
import { keepCompiled } from './cli/compile-cache.ts'

keepCompiled()
const { runMain } = await import('./cli/run.ts')
process.exitCode = await runMain(process.argv.slice(2))
