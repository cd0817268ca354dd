import type { Node } from '@takumi-rs/core'
import { initials } from '../../kernel/initials.ts'
import { catalogue } from '../../locales/index.ts'
import type { Language } from '../../locales/language.ts'
import { circleColour } from './face.ts'

/** Families in the order in which they are asked for a letter. */
export const FONTS = 'Pretendard, "Noto Sans KR", "Noto Sans Arabic", "Noto Sans Hebrew", Twemoji'
export const INK = '#16181d'
export const MUTED = '#5b6068'
export const LINE = '#e1e4e8'
const ALERT = '#c4281b'

/** CSS declarations as the renderer takes them; numbers are pixels. */
export type Style = Readonly<Record<string, string | number>>

/** What a card shows of the paper. */
export interface Branding {
  paper: string
  accent: string
  /** PNG */
  logo: Uint8Array | null
}

/** Name under which a card's picture of the logo is handed to the renderer. */
export const LOGO = 'logo'
/** From here on a logo is taken for a written name, which needs no letters beside it. */
const WORDMARK = 2

/** The paper's logo, or its name behind a bar in its colour. */
export function brand({ paper, accent, logo }: Branding): Node {
  const name = words(paper, { fontSize: 27, lineHeight: '34px', fontWeight: 700, color: INK, ...clamp(1) })
  if (logo === null) {
    const bar = row({ width: 12, height: 30, marginRight: 14, flexShrink: 0, backgroundColor: accent }, [])
    return row({ alignItems: 'center', flexShrink: 0, maxWidth: 560 }, [bar, name])
  }
  const { node, isWordmark } = picture(logo, { width: 320, height: 40 })
  const beside = isWordmark ? [] : [row({ marginLeft: 14 }, [name])]
  return row({ alignItems: 'center', flexShrink: 0, maxWidth: 560 }, [node, ...beside])
}

/** The logo as large as the room allows. */
export function picture(
  logo: Uint8Array,
  room: { width: number; height: number },
): { node: Node; isWordmark: boolean } {
  const { width, height } = pngSize(logo)
  const scale = Math.min(room.width / width, room.height / height)
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) }
  return {
    node: { type: 'image', src: LOGO, ...size, style: { ...size, flexShrink: 0 } },
    isWordmark: width / height >= WORDMARK,
  }
}

/** PNG 3rd edition, 11.2.1: the header's chunk is the first. */
function pngSize(bytes: Uint8Array): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

/** Circle with initials, name, and that this is a comment. */
export function authorLine(author: string, language: Language): Node[] {
  const face = column(
    {
      width: 62,
      height: 62,
      borderRadius: 31,
      marginRight: 18,
      flexShrink: 0,
      backgroundColor: circleColour(author),
      color: '#fff',
      alignItems: 'center',
      justifyContent: 'center',
    },
    [words(initials(author), { fontSize: 27, lineHeight: '34px', fontWeight: 700 })],
  )
  const name = words(author, {
    fontSize: 30,
    lineHeight: '40px',
    fontWeight: 700,
    maxWidth: 720,
    ...clamp(1),
  })
  const verb = words(catalogue(language).share.commented, {
    fontSize: 30,
    lineHeight: '40px',
    fontWeight: 500,
    color: MUTED,
    marginLeft: 9,
    flexShrink: 0,
  })
  return [face, name, verb]
}

/** The box at whose right end the year of an old article stands, so far from the card's edges. */
export const STAMP = { width: 200, height: 44, top: 39, right: 24 } as const

/** The year of an old article. */
export function stamp(year: string, style: Style = {}): Node {
  return row({ width: STAMP.width, height: STAMP.height, justifyContent: 'flex-end', ...style }, [
    row({ padding: '7px 16px', backgroundColor: ALERT, fontFamily: FONTS }, [
      words(year, { fontSize: 26, lineHeight: '30px', fontWeight: 700, color: '#fff' }),
    ]),
  ])
}

/** Hanja come from a font of which there is the bold only: beside them everything else is bold too. */
export function weightFor(text: string): 500 | 700 {
  return /\p{Script=Han}/u.test(text) ? 700 : 500
}

/** At most so many lines, the last with an ellipsis when something is left out. */
export function clamp(lines: number): Style {
  return {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    lineClamp: lines,
    textOverflow: 'ellipsis',
    overflow: 'hidden',
  }
}

/** A text that breaks between words where it can, Korean ones included, and anywhere where it must. */
export function words(text: string, style: Style): Node {
  return {
    type: 'text',
    text,
    dir: direction(text),
    style: { wordBreak: 'keep-all', overflowWrap: 'anywhere', ...style },
  }
}

/** The direction of the first strong character (UAX #9, P2 and P3). */
export function direction(text: string): 'ltr' | 'rtl' {
  const strong = /[\p{L}\p{N}]/u.exec(text)?.[0] ?? ''
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(strong)
    ? 'rtl'
    : 'ltr'
}

export function row(style: Style, children: Node[]): Node {
  return { type: 'container', style: { display: 'flex', flexDirection: 'row', ...style }, children }
}

export function column(style: Style, children: Node[]): Node {
  return { type: 'container', style: { display: 'flex', flexDirection: 'column', ...style }, children }
}
