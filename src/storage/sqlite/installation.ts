import { sql } from 'drizzle-orm'
import type { Connection } from './connection.ts'
import type { Database } from './database.ts'
import { installation } from './schema.ts'
import { tables } from './tables.ts'

export type InstallationKind = 'sandbox' | 'production'

/**
 * Before anything is changed: a sandbox's made-up people must not be served as real ones, nor real readers'
 * words be opened to a sandbox. A file without a stamp is new.
 * @throws on a file of the other kind, and in production on any sandbox identity
 */
export function refuseOtherKind(connection: Connection, kind: InstallationKind): void {
  const present = tables(connection)
  if (present.includes('installation')) {
    const stamped = connection.prepare('SELECT kind FROM installation').pluck().get()
    if (stamped !== undefined && stamped !== kind) {
      throw new Error(`this database belongs to a ${String(stamped)} installation, not to ${kind}`)
    }
  }
  if (kind === 'production' && present.includes('identities')) {
    const found = connection.prepare("SELECT 1 FROM identities WHERE provider GLOB 'sandbox:*' LIMIT 1").get()
    if (found !== undefined) throw new Error('this database holds sandbox identities: not for production')
  }
}

/** Says once and for all what the file is for. `now` in epoch ms. */
export async function stamp(db: Database, kind: InstallationKind, now: number): Promise<void> {
  await db.write((tx) =>
    tx.insert(installation).values({ id: 1, kind, createdAt: now }).onConflictDoNothing().run(),
  )
}

/** Whether a change reaches the disk now: writes the stamp as it is. */
export async function canCommit(db: Database): Promise<boolean> {
  try {
    await db.write((tx) =>
      tx
        .update(installation)
        .set({ kind: sql`${installation.kind}` })
        .run(),
    )
    return true
  } catch {
    return false
  }
}
