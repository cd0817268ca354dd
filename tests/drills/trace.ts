/** One change of a file, as `disk-shim.c` writes it down. Names are those in the folder; '' is the folder itself. */
export type Change = { at: bigint; name: string } & (
  | { op: 'write'; offset: number; bytes: Buffer }
  | { op: 'truncate'; size: number }
  | { op: 'sync' }
  | { op: 'unlink' }
  | { op: 'rename'; from: string }
)

const NEWLINE = 10

/** @throws on a trace that was not written by the shim */
export function parseTrace(trace: Buffer, dir: string): Change[] {
  const changes: Change[] = []
  let position = 0
  while (position < trace.length) {
    const end = trace.indexOf(NEWLINE, position)
    const [, op, at, one, two, path] =
      /^([WTSUR]) (\d+) (-?\d+) (-?\d+) (.*)$/s.exec(trace.toString('utf8', position, end)) ?? []
    if (!op || !at || path === undefined) throw new Error(`the trace cannot be read at ${position}`)
    position = end + 1
    const [first = '', second] = path.split('\t')
    const name = nameIn(dir, second ?? first)
    const base = { at: BigInt(at), name }
    if (op === 'W') {
      const length = Number(two)
      const bytes = trace.subarray(position, position + length)
      position += length + 1
      changes.push({ ...base, op: 'write', offset: Number(one), bytes })
    } else if (op === 'T') changes.push({ ...base, op: 'truncate', size: Number(one) })
    else if (op === 'R') changes.push({ ...base, op: 'rename', from: nameIn(dir, first) })
    else changes.push({ ...base, op: op === 'S' ? 'sync' : 'unlink' })
  }
  return changes
}

function nameIn(dir: string, path: string): string {
  return path === dir ? '' : path.slice(dir.length + 1)
}

/** A frame's header in the WAL: 24 bytes, of which the second four are not zero for the last one of a commit. */
export function isCommit(change: Change): boolean {
  if (change.op !== 'write' || !change.name.endsWith('-wal') || change.bytes.length !== 24) return false
  return change.offset >= 32 && change.bytes.readUInt32BE(4) !== 0
}
