#!/usr/bin/env node
import { runMain } from './cli/run.ts'

process.exitCode = await runMain(process.argv.slice(2))
