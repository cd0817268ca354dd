import { describe, expect, it } from 'vitest'
import { createDrafts, parseDraft } from '../../src/browser/discussion/draft.ts'

function aShelf(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>()
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  }
}

const written = { text: 'Half a thought', parent: 'p1', parentName: 'Maya', key: 'key-number-1', typed: true }

describe('a draft', () => {
  it('survives a reload with the key that keeps a retry from posting twice', () => {
    const shelf = aShelf()
    createDrafts(() => shelf, 'a').save(written)
    expect(createDrafts(() => shelf, 'a').load()).toEqual(written)
  })

  it('belongs to one article', () => {
    const shelf = aShelf()
    createDrafts(() => shelf, 'a').save(written)
    expect(createDrafts(() => shelf, 'b').load().text).toBe('')
  })

  it('is gone after sending, and the next one has a new key', () => {
    const shelf = aShelf()
    const drafts = createDrafts(() => shelf, 'a')
    const first = drafts.load()
    drafts.save({ ...first, text: 'x' })
    expect(drafts.clear({ ...first, text: 'x' }).key).not.toBe(first.key)
    expect(drafts.load().text).toBe('')
  })

  it('of another tab stands when one tab has sent or emptied its own', () => {
    const shelf = aShelf()
    const [one, other] = [createDrafts(() => shelf, 'a'), createDrafts(() => shelf, 'a')]
    one.save(written)
    const second = { ...other.load(), key: 'key-number-2', text: 'Another thought' }
    other.save(second)
    one.clear(written)
    expect(one.load()).toEqual(second)
    one.save({ ...written, text: '' })
    expect(other.load()).toEqual(second)
    one.clear({ ...second, text: 'The same key, an earlier text' })
    expect(other.load()).toEqual(second)
  })

  it('that was emptied is gone, unless another tab has gone on with it', () => {
    const shelf = aShelf()
    createDrafts(() => shelf, 'a').save(written)
    const [one, other] = [createDrafts(() => shelf, 'a'), createDrafts(() => shelf, 'a')]
    const longer = { ...one.load(), text: 'Half a thought, and the rest' }
    other.load()
    one.save(longer)
    other.save({ ...written, text: '' })
    expect(other.load()).toEqual(longer)
    other.save({ ...longer, text: '' })
    expect(one.load().text).toBe('')
  })

  it('works for this page alone where the browser keeps nothing', () => {
    const drafts = createDrafts(() => {
      throw new DOMException('denied', 'SecurityError')
    }, 'a')
    expect(() => drafts.save(written)).not.toThrow()
    expect(drafts.load()).toMatchObject({ text: '', typed: false })
    expect(drafts.clear(written).text).toBe('')
  })

  it.each(['', '{', 'null', '[]', '7', '{"key":""}', '{"key":"short"}', '{"key":"with space in it"}'])(
    'is not made of what somebody else stored: %s',
    (stored) => expect(parseDraft(stored)).toBeNull(),
  )

  it('counts as typed only when it was', () => {
    expect(parseDraft('{"key":"key-number-1","text":"x","typed":"yes"}')).toMatchObject({
      text: 'x',
      typed: false,
    })
  })
})
