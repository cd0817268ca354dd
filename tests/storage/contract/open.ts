import { afterEach, beforeEach } from 'vitest'
import type { Stores } from '../../../src/features/ports.ts'
import { aWorld, type World } from '../../support/storage.ts'

/** Opens a fresh, empty storage of the dialect under test. */
export type Open = () => Promise<{ stores: Stores; close(): Promise<void> }>

/** A fresh world for every test of a suite. */
export function freshWorld(open: Open): () => World {
  let world: World | null = null
  let close: (() => Promise<void>) | null = null
  beforeEach(async () => {
    const opened = await open()
    close = opened.close
    world = await aWorld(opened.stores)
  })
  afterEach(async () => {
    await close?.()
  })
  return () => {
    if (!world) throw new Error('no world outside a test')
    return world
  }
}
