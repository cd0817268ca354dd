#!/usr/bin/env node
import { keepCompiled } from './cli/compile-cache.ts'

// What people wrote is the service's user's alone, whoever else may enter the folder that it is kept in.
process.umask(0o077)
keepCompiled()
const { runMain } = await import('./cli/run.ts')
process.exitCode = await runMain(process.argv.slice(2))
