/**
 * Lines of a stream of bytes, without their ends; the last one may lack its own. Holds one line at a time.
 * @throws on a line of more than so many bytes, and on bytes that are not UTF-8
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<{ text: string; number: number }> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest: Uint8Array[] = []
  let size = 0
  let number = 0
  const take = (part: Uint8Array): string => {
    const bytes = Buffer.concat([...rest, part])
    rest = []
    size = 0
    number += 1
    try {
      return decoder.decode(bytes)
    } catch (error) {
      throw new Error(`line ${number} is not UTF-8`, { cause: error })
    }
  }
  for await (const chunk of chunks) {
    let start = 0
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, start)) {
      if (size + at - start > limit) throw new Error(`line ${number + 1} is longer than ${limit} bytes`)
      yield { text: take(chunk.subarray(start, at)), number }
      start = at + 1
    }
    const part = chunk.subarray(start)
    size += part.length
    if (size > limit) throw new Error(`line ${number + 1} is longer than ${limit} bytes`)
    if (part.length > 0) rest.push(part)
  }
  if (size > 0) yield { text: take(new Uint8Array()), number }
}
