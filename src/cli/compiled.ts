import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { cachedDataVersionTag } from 'node:v8'
import { Script } from 'node:vm'
import { crc32 } from 'node:zlib'

export interface CompiledProgram<Exports> {
  exports: Exports
  /** Keeps what has been compiled so far for the next start, unless that is kept already or the folder is read-only. */
  keep(): void
}

const WRAPPER = ['(function (exports, require, module, __filename, __dirname) {', '\n})'] as const
const CHECKSUM_BYTES = 4

/**
 * Runs a CommonJS file of ASCII letters as what was compiled of it before, kept in `compiled/` beside it: who may
 * write there may change the program anyway, which the common temporary folder cannot say. A name holds the code's
 * checksum, since V8 compares its length alone, and V8's own mark of its version, flags and processor.
 */
export function runCompiled<Exports>(filename: string): CompiledProgram<Exports> {
  const code = readFileSync(filename, 'latin1')
  const kept = join(dirname(filename), 'compiled', `${hex(crc32(code))}-${hex(cachedDataVersionTag())}`)
  const cachedData = readKept(kept)
  const script = new Script(WRAPPER.join(code), {
    filename,
    columnOffset: -WRAPPER[0].length,
    ...(cachedData && { cachedData }),
  })
  const module = { exports: {} as Exports }
  script.runInThisContext()(module.exports, createRequire(filename), module, filename, dirname(filename))
  const isKept = cachedData !== null && !script.cachedDataRejected
  return {
    exports: module.exports,
    keep() {
      if (!isKept) write(kept, script.createCachedData())
    },
  }
}

const hex = (value: number) => value.toString(16).padStart(8, '0')

/** `null` for none and for a damaged one: V8 does not look, and crashes. */
function readKept(path: string): Buffer | null {
  try {
    const file = readFileSync(path)
    const data = file.subarray(CHECKSUM_BYTES)
    return file.length > CHECKSUM_BYTES && file.readUInt32BE() === crc32(data) ? data : null
  } catch {
    return null
  }
}

/** For whoever may read the program. Two that write at once may spoil it: then its checksum is wrong. */
function write(path: string, data: Buffer): void {
  const unfinished = `${path}.new`
  const checksum = Buffer.alloc(CHECKSUM_BYTES)
  checksum.writeUInt32BE(crc32(data))
  try {
    mkdirSync(dirname(path), { recursive: true })
    chmodSync(dirname(path), 0o755)
    writeFileSync(unfinished, Buffer.concat([checksum, data]))
    chmodSync(unfinished, 0o644)
    renameSync(unfinished, path)
  } catch {
    // A folder that is read-only, or full: the next start is slower, and nothing else.
    takeAway(unfinished)
  }
}

function takeAway(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // Somebody else's, such as root's that was killed.
  }
}
