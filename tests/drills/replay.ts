import type { Change } from './trace.ts'

/** Contents by name. */
export type Disk = ReadonlyMap<string, Buffer>

/** A sector is written whole or not at all. */
const SECTOR = 512

/**
 * What a disk would hold after a power cut. Only what was synced is sure: a file's bytes by a sync of the file, names
 * by a sync of the folder. Of the rest any part may have reached it, in any order, a write also in part.
 */
export interface Replay {
  /** Takes the next change; what it makes durable is in `durable` from then on. */
  take(change: Change): void
  readonly durable: Disk
  /** The durable contents with some of the changes that were not synced. */
  withSome(chance: () => number): Disk
  readonly unsynced: number
}

export function createReplay(before: Disk): Replay {
  const durable = new Map(before)
  let pending: Change[] = []

  function settle(isSettled: (change: Change) => boolean): void {
    for (const change of pending) if (isSettled(change)) apply(durable, change)
    pending = pending.filter((change) => !isSettled(change))
  }

  return {
    take(change) {
      if (change.op !== 'sync') pending.push(change)
      else if (change.name === '') settle(({ op }) => op === 'unlink' || op === 'rename')
      // What was done to the name before is then settled, too, in its order.
      else settle(({ name }) => name === change.name)
    },
    get durable() {
      return durable
    },
    get unsynced() {
      return pending.length
    },
    withSome(chance) {
      const disk = new Map(durable)
      const most = chance()
      for (const change of pending) if (chance() < most) apply(disk, torn(change, chance))
      return disk
    },
  }
}

function torn(change: Change, chance: () => number): Change {
  if (change.op !== 'write' || change.bytes.length <= SECTOR || chance() < 0.8) return change
  const sectors = Math.floor((chance() * change.bytes.length) / SECTOR)
  return { ...change, bytes: change.bytes.subarray(0, sectors * SECTOR) }
}

/** Buffers are never changed in place: another disk may hold the same one. */
function apply(disk: Map<string, Buffer>, change: Change): void {
  const content = disk.get(change.name) ?? Buffer.alloc(0)
  if (change.op === 'write') disk.set(change.name, written(content, change))
  else if (change.op === 'truncate') disk.set(change.name, resized(content, change.size))
  else if (change.op === 'unlink') disk.delete(change.name)
  else if (change.op === 'rename') {
    const moved = disk.get(change.from)
    if (moved) disk.set(change.name, moved)
    disk.delete(change.from)
  }
}

function written(content: Buffer, { offset, bytes }: { offset: number; bytes: Buffer }): Buffer {
  const next = Buffer.from(resized(content, Math.max(content.length, offset + bytes.length)))
  bytes.copy(next, offset)
  return next
}

function resized(content: Buffer, size: number): Buffer {
  if (size <= content.length) return content.subarray(0, size)
  return Buffer.concat([content, Buffer.alloc(size - content.length)])
}
