/** Least-recently-used cache bounded by bytes, building each missing entry once however many ask. */
export interface ByteCache<Value> {
  get(key: string): Value | undefined
  /** The entry, or the result of `build`; a failed build is not kept and everyone who waited sees it fail. */
  getOrBuild(key: string, build: () => Promise<Value>): Promise<Value>
  delete(key: string): void
  /**
   * Removes every entry that matches, and forgets every running build: those who wait for one get its result,
   * but it is not kept and nobody joins it any more.
   */
  deleteWhere(matches: (value: Value) => boolean): void
  readonly bytes: number
}

export function createByteCache<Value>(
  limit: number,
  sizeOf: (value: Value, key: string) => number,
): ByteCache<Value> {
  const entries = new Map<string, Value>()
  const building = new Map<string, Promise<Value>>()
  let latest: string | null = null
  let bytes = 0

  function remove(key: string): void {
    const value = entries.get(key)
    if (value === undefined) return
    entries.delete(key)
    bytes -= sizeOf(value, key)
  }

  function put(key: string, value: Value): void {
    remove(key)
    entries.set(key, value)
    latest = key
    bytes += sizeOf(value, key)
    for (const oldest of entries.keys()) {
      if (bytes <= limit) break
      remove(oldest)
    }
  }

  return {
    get(key) {
      const value = entries.get(key)
      // What everybody asks for stands last already.
      if (value !== undefined && key !== latest) {
        entries.delete(key)
        entries.set(key, value)
        latest = key
      }
      return value
    },
    async getOrBuild(key, build) {
      const known = this.get(key)
      if (known !== undefined) return known
      const running = building.get(key)
      if (running) return running
      const started = build()
      building.set(key, started)
      try {
        const value = await started
        if (building.get(key) === started) put(key, value)
        return value
      } finally {
        if (building.get(key) === started) building.delete(key)
      }
    },
    deleteWhere(matches) {
      building.clear()
      for (const [key, value] of [...entries]) if (matches(value)) remove(key)
    },
    delete(key) {
      building.delete(key)
      remove(key)
    },
    get bytes() {
      return bytes
    },
  }
}
