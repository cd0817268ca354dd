import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CLIENTS, refreshLink } from '../../src/features/previews/clients.ts'
import { byteText, sizeText } from '../../src/features/previews/figures.ts'
import { CLIENT_NAMES, type ClientName } from '../../src/features/previews/model.ts'
import { catalogue } from '../../src/locales/index.ts'

const docs = readFileSync('docs/sharing.md', 'utf8')
const { clients } = catalogue('en').console.previews
const rowOf = (name: ClientName) =>
  docs.split('\n').find((line) => line.startsWith(`| ${clients[name]} |`)) ?? ''

describe('docs/sharing.md', () => {
  it('has a row for each reader of links, in the order of the page', () => {
    const rows = CLIENT_NAMES.map((name) => docs.indexOf(rowOf(name)))
    expect(rows).toEqual([...rows].sort((a, b) => a - b))
    expect(Math.min(...rows)).toBeGreaterThan(0)
  })

  it.each(CLIENT_NAMES)('says of %s what the table of data says', (name) => {
    const { needsCardTag, titleLimit, picture } = CLIENTS[name]
    const row = rowOf(name)
    const [link = ''] = refreshLink(name, '')?.split(/\?|inspect\/$/) ?? []
    expect(row).toContain(link)
    if (link === '') expect(row).toMatch(/no way|never/)
    expect(row.includes('only with `twitter:card`')).toBe(needsCardTag)
    if (titleLimit !== null) expect(row).toContain(`title ${titleLimit}`)
    expect(row.includes('`Content-Length`')).toBe(picture.needsLength)
  })

  it.each([
    ['x', sizeText(CLIENTS.x.picture.smallest)],
    ['facebook', byteText(CLIENTS.facebook.picture.maxBytes).replace('.0', '')],
    ['facebook', sizeText(CLIENTS.facebook.picture.large)],
    ['kakao', sizeText(CLIENTS.kakao.picture.large)],
    ['whatsapp', byteText(CLIENTS.whatsapp.picture.maxBytes)],
    ['linkedin', sizeText(CLIENTS.linkedin.picture.large)],
    ['slack', `${CLIENTS.slack.window / 1_024} KB`],
    ['bluesky', byteText(CLIENTS.bluesky.picture.maxBytes).replace('.0', '')],
  ] as const)('names the figure of %s: %s', (name, figure) => {
    expect(rowOf(name)).toContain(figure)
  })
})
