#!/usr/bin/env node
import { join } from 'node:path'
import { runCompiled } from './cli/compiled.ts'
import type * as Program from './cli/run.ts'

// What people wrote is the service's user's alone, whoever else may enter the folder that it is kept in.
process.umask(0o077)
const { exports, keep } = runCompiled<typeof Program>(join(import.meta.dirname, 'program.cjs'))
process.exitCode = await exports.runMain(process.argv.slice(2), keep)
