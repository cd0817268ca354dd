import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PATHS } from '../../config/paths.ts'
import { isServed } from '../command-caller.ts'
import { socketPath } from '../command-words.ts'
import { type Check, ok, warn } from './check.ts'

/** The whole program in one file, which every build writes anew. */
const PROGRAM = join(PATHS.root, 'dist', 'program.cjs')

/** Whether a service runs, and by the program that lies here: it makes its socket when it starts. */
export const service: Check<'config'> = {
  name: 'service',
  async look({ config: { storage } }) {
    const path = socketPath(storage.dataDir)
    if (path === null || !(await isServed(storage.dataDir))) return [ok('none runs on this data folder')]
    const [started, built] = await Promise.all([stat(path), stat(PROGRAM).catch(() => null)])
    if (!built || built.mtimeMs <= started.mtimeMs) return [ok('it runs')]
    return [warn('the program was replaced after the service was started', 'restart the service')]
  },
}
