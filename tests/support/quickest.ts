/** Milliseconds of the quickest of some runs: other programs take turns on the machine. */
export function quickest(work: () => void, runs = 5): number {
  const times = Array.from({ length: runs }, () => {
    const begin = performance.now()
    work()
    return performance.now() - begin
  })
  return Math.min(...times)
}
