import * as nodeModule from 'node:module'
import { join } from 'node:path'

/**
 * Lets Node 22.8 and newer keep compiled code for the next start; older ones have no such thing. In the program's
 * own folder: who may write there may change the program anyway, which the common temporary folder cannot say.
 * Where the folder is read-only, nothing is kept. Only what is imported afterwards counts.
 */
export function keepCompiled(): void {
  if (!('enableCompileCache' in nodeModule) || typeof nodeModule.enableCompileCache !== 'function') return
  nodeModule.enableCompileCache(join(import.meta.dirname, 'compile-cache'))
}
