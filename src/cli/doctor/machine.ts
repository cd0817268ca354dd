import { access, constants, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { databaseFile, diskFigures, engineVersion } from '../../compose.ts'
import { DAY, HOUR } from '../../kernel/clock.ts'
import { hasCode } from '../../kernel/errors.ts'
import { deadCopies, lastBackup } from '../../upkeep.ts'
import { age, type Check, type Finding, fail, megabytes, ok, warn } from './check.ts'

/** When each line of Node stops being mended (nodejs/Release, `schedule.json`). */
const NODE_ENDS: Readonly<Record<number, number>> = {
  20: Date.UTC(2026, 3, 30),
  22: Date.UTC(2027, 3, 30),
  24: Date.UTC(2028, 3, 30),
  26: Date.UTC(2029, 3, 30),
}

export const node: Check<'nodeVersion' | 'now'> = {
  name: 'node',
  look({ nodeVersion, now }) {
    const end = NODE_ENDS[Number(/^v(\d+)/.exec(nodeVersion)?.[1])]
    if (end === undefined)
      return [warn(`Node ${nodeVersion} is no line with long support`, 'run it on Node 24 or 22')]
    const day = new Date(end).toISOString().slice(0, 10)
    if (now > end) return [warn(`Node ${nodeVersion} gets no mends since ${day}`, 'move to Node 24')]
    if (now > end - 90 * DAY)
      return [warn(`Node ${nodeVersion} gets mends until ${day}`, 'plan the move to the next line')]
    return [ok(`Node ${nodeVersion}, mended until ${day}`)]
  },
}

export const engine: Check<never> = {
  name: 'sqlite',
  async look() {
    const { version, floor, isServed } = await engineVersion()
    if (isServed) return [ok(`SQLite ${version}`)]
    return [
      fail(`SQLite ${version} is older than ${floor}, which corrupts files`, 'install again with npm ci'),
    ]
  },
}

/** Kinds of file systems by `statfs(2)` on which a write-ahead log is not safe, or nothing is kept. */
const UNSAFE: Readonly<Record<number, string>> = {
  26985: 'NFS',
  20859: 'SMB',
  4283649346: 'CIFS',
  4266872130: 'SMB',
  1702057286: 'FUSE',
  16914839: '9P',
  12805120: 'Ceph',
}
const PASSING: Readonly<Record<number, string>> = { 16914836: 'memory', 2035054128: 'a container layer' }
/** Part of the disk, and bytes, below which there is too little left. */
const LOW = { part: 0.1, bytes: 500 * 1_048_576 }

export const folder: Check<'config' | 'userId'> = {
  name: 'data-folder',
  async look({ config: { storage }, userId }) {
    const { dataDir } = storage
    const found = await stat(dataDir).catch(() => null)
    if (found && !found.isDirectory())
      return [fail(`${dataDir} is a file, and must be a folder`, 'check the setting data')]
    if (!found)
      return [fail(`there is no folder ${dataDir}`, 'check the setting data; brevier init makes it')]
    return [...rights(dataDir, found, userId), ...(await place(dataDir, databaseFile(storage.database)))]
  },
}

function rights(
  dataDir: string,
  { uid, mode }: { uid: number; mode: number },
  userId: number | null,
): Finding[] {
  if (userId !== null && userId !== 0 && uid !== userId)
    return [fail(`${dataDir} belongs to user ${uid}, not to ${userId}`, `chown it to the service’s user`)]
  if ((mode & 0o007) !== 0)
    return [warn(`${dataDir} can be entered by every user of this machine`, `chmod 700 ${dataDir}`)]
  return [ok(`${dataDir} is the service’s own`)]
}

async function place(dataDir: string, file: string): Promise<Finding[]> {
  const { freeBytes, sizeBytes, type, walBytes } = await diskFigures(dataDir, file)
  const kind = UNSAFE[type]
  const passing = PASSING[type]
  const findings = [
    ...(kind ? [warn(`it lies on ${kind}`, 'move it to a local disk: SQLite’s log is not safe there')] : []),
    ...(passing ? [warn(`it lies on ${passing}, which is gone at a restart`, 'mount a volume there')] : []),
    ...(walBytes > 64 * 1_048_576
      ? [
          warn(
            `the write-ahead log has ${megabytes(walBytes)}`,
            'end what has been reading for hours; restart',
          ),
        ]
      : []),
  ]
  const isLow = freeBytes < LOW.bytes || freeBytes < LOW.part * sizeBytes
  if (freeBytes < LOW.bytes / 5) findings.push(fail(`${megabytes(freeBytes)} free`, 'make room at once'))
  else if (isLow) findings.push(warn(`${megabytes(freeBytes)} of ${megabytes(sizeBytes)} free`, 'make room'))
  return findings.length > 0 ? findings : [ok(`${megabytes(freeBytes)} free, log ${megabytes(walBytes)}`)]
}

export const secretKey: Check<'config'> = {
  name: 'secret-key',
  async look({ config: { storage } }) {
    const path = join(storage.dataDir, 'secret.key')
    const found = await stat(path).catch(() => null)
    if (!found)
      return [
        warn(`there is no ${path}`, 'the first start makes it; after a restore, bring the old one back'),
      ]
    if ((found.mode & 0o077) !== 0) return [fail(`${path} can be read by others`, `chmod 600 ${path}`)]
    return [ok('secret.key is there and nobody else’s to read')]
  },
}

export const leftovers: Check<'config' | 'now'> = {
  name: 'left-behind',
  look: ({ config, now }) =>
    deadCopies(config, now).map(({ path, bytes }) =>
      warn(
        `${path}, ${megabytes(bytes)}, is what a killed command left behind`,
        'the next start removes it, or you do',
      ),
    ),
}

/** At least; where they are made less often, two of their turns. */
const BACKUP_OLD_MS = 2 * DAY

export const backups: Check<'config' | 'now'> = {
  name: 'backups',
  async look({ config, now }) {
    const { dir, everyHours } = config.backups
    const closed = await access(dir, constants.R_OK | constants.W_OK | constants.X_OK).then(
      () => null,
      (error: unknown) => (hasCode(error, 'ENOENT') ? null : error),
    )
    const isFile = (await stat(dir).catch(() => null))?.isDirectory() === false
    if (isFile || hasCode(closed, 'ENOTDIR'))
      return [
        fail(`no backup can be written to ${dir}`, 'it is, or is in, a file: check the setting backup_dir'),
      ]
    if (closed !== null)
      return [
        fail(
          `no backup can be written to ${dir}`,
          hasCode(closed, 'EROFS')
            ? 'its disk is mounted read-only: mount it for writing; dmesg says whether a fault did that'
            : `let it belong to the service’s user: ls -ld ${dir}`,
        ),
      ]
    const last = lastBackup(config, now)?.at ?? null
    if (last === null) return [warn('there is no backup', 'see docs/backup.md')]
    const since = now - last
    if (since > Math.max(BACKUP_OLD_MS, 2 * everyHours * HOUR))
      return [warn(`the newest backup is ${age(since)} old`, 'look at the log of the backup job')]
    return [ok(`the newest backup is ${age(Math.max(0, since))} old`)]
  },
}
