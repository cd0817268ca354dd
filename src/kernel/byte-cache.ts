/** Least-recently-used cache bounded by bytes, building each missing entry once however many ask. */
export interface ByteCache<Value> {
  get(key: string): Value | undefined
  /** The entry, or the result of `build`; a failed build is not kept and everyone who waited sees it fail. */
  getOrBuild(key: string, build: () => Promise<Value>): Promise<Value>
  delete(key: string): void
  readonly bytes: number
}

export function createByteCache<Value>(limit: number, sizeOf: (value: Value) => number): ByteCache<Value> {
  const entries = new Map<string, Value>()
  const building = new Map<string, Promise<Value>>()
  let bytes = 0

  function remove(key: string): void {
    const value = entries.get(key)
    if (value === undefined) return
    entries.delete(key)
    bytes -= sizeOf(value)
  }

  function put(key: string, value: Value): void {
    remove(key)
    entries.set(key, value)
    bytes += sizeOf(value)
    for (const oldest of entries.keys()) {
      if (bytes <= limit) break
      remove(oldest)
    }
  }

  return {
    get(key) {
      const value = entries.get(key)
      if (value !== undefined) {
        entries.delete(key)
        entries.set(key, value)
      }
      return value
    },
    async getOrBuild(key, build) {
      const known = this.get(key)
      if (known !== undefined) return known
      const running = building.get(key)
      if (running) return running
      const started = build().finally(() => building.delete(key))
      building.set(key, started)
      const value = await started
      put(key, value)
      return value
    },
    delete: remove,
    get bytes() {
      return bytes
    },
  }
}
