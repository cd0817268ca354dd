import type { Node } from '@takumi-rs/core'
import type { ArticleCardSpec, BrandCardSpec, CommentCardSpec } from '../../features/sharing/model.ts'
import { catalogue } from '../../locales/index.ts'
import {
  authorLine,
  brand,
  clamp,
  column,
  direction,
  FONTS,
  INK,
  LINE,
  MUTED,
  row,
  STAMP,
  type Style,
  stamp,
  weightFor,
  words,
} from './parts.ts'

/** The message keeps inside the middle 600 rows: KakaoTalk and X crop the picture to 2:1. */
const TOP = 63
const BOTTOM = 55

/** One size that a text may have, and the height in pixels that it may then fill. */
export interface Step {
  size: number
  leading: number
  height: number
}

/** A card whose main text has no size yet. */
export interface Template {
  /** From the largest down. */
  steps: readonly Step[]
  /** The main text alone and whole, to be measured at `textWidth` pixels. */
  text: (step: Step) => Node
  textWidth: number
  /** A headline may be set narrower, so that no lone word is left for its last line. */
  avoidsWidow: boolean
  /** The card, its main text at most `width` wide; one too long even for the last step ends in an ellipsis. */
  at: (step: Step, width: number) => Node
}

/** Sizes of a headline beside a photo and alone, with the lines that each may take. */
const HEADLINE_LINES = [
  [64, 3],
  [58, 4],
  [52, 5],
  [46, 6],
  [38, 7],
] as const
const WIDE_HEADLINE_LINES = [
  [104, 1],
  [84, 3],
  [74, 4],
  [64, 4],
  [56, 5],
  [46, 6],
] as const
const COMMENT_SIZES = [104, 88, 76, 66, 60, 54, 48, 43, 40, 37, 34, 32, 30, 28, 26, 24, 22, 20, 18, 16]

const BRAND_SIZES = [96, 80, 64, 52] as const

/** `photoWidth` is what is left free on the right for the photo; 0 is the template without one. */
export function articleTemplate(spec: ArticleCardSpec, photoWidth: number): Template {
  const { share } = catalogue(spec.language)
  const width = 1200 - photoWidth
  const left = photoWidth > 0 ? 64 : 72
  const right = photoWidth > 0 ? 56 : 72
  const lines = photoWidth > 0 ? HEADLINE_LINES : WIDE_HEADLINE_LINES
  const text = (step: Step, style: Style = {}): Node =>
    words(spec.headline, {
      fontFamily: FONTS,
      fontSize: step.size,
      lineHeight: `${step.leading}px`,
      letterSpacing: `${share.letterSpacing}em`,
      fontWeight: 700,
      ...style,
    })
  return {
    text: (step) => text(step),
    avoidsWidow: true,
    textWidth: width - left - right,
    steps: lines.map(([size, count]) => {
      const leading = Math.round(size * share.leading)
      return { size, leading, height: leading * count }
    }),
    at: (step, maxWidth) =>
      column({ width: '100%', height: '100%', color: INK, fontFamily: FONTS }, [
        column(
          {
            width,
            height: 630,
            padding: `${TOP}px ${right}px ${BOTTOM}px ${left}px`,
            backgroundColor: '#fff',
          },
          [
            words(spec.section, {
              fontSize: 26,
              lineHeight: '34px',
              height: 34,
              fontWeight: 700,
              color: spec.accent,
              marginRight: photoWidth > 0 || spec.stamp === null ? 0 : 140,
              ...clamp(1),
            }),
            column({ marginTop: 18 }, [text(step, { maxWidth, ...clampTo(step) })]),
            words(spec.byline, {
              marginTop: 'auto',
              fontSize: 25,
              lineHeight: '34px',
              fontWeight: weightFor(spec.byline),
              color: MUTED,
              ...clamp(1),
            }),
            column({ marginTop: 12 }, [brand(spec.paper, spec.accent)]),
          ],
        ),
        // Over a photo it is laid when that is there.
        ...(spec.stamp === null || photoWidth > 0
          ? []
          : [stamp(spec.stamp, { position: 'absolute', top: STAMP.top, right })]),
      ]),
  }
}

export function commentTemplate(spec: CommentCardSpec): Template {
  const text = (step: Step, style: Style = {}): Node =>
    words(spec.text, {
      fontFamily: FONTS,
      fontSize: step.size,
      lineHeight: `${step.leading}px`,
      letterSpacing: '-0.01em',
      fontWeight: step.size >= 40 ? 700 : weightFor(spec.text),
      whiteSpace: 'pre-line',
      textAlign: direction(spec.text) === 'rtl' ? 'right' : 'left',
      ...style,
    })
  return {
    text: (step) => text(step),
    avoidsWidow: false,
    textWidth: 1056,
    // Long comments get the second line of the headline below as well.
    steps: COMMENT_SIZES.map((size) => ({
      size,
      leading: Math.round(size * (size >= 54 ? 1.28 : size >= 30 ? 1.4 : 1.34)),
      height: size > 88 ? 140 : size > 43 ? 300 : 334,
    })),
    at: (step, maxWidth) =>
      column(
        {
          width: '100%',
          height: '100%',
          padding: `${TOP}px 72px ${BOTTOM}px`,
          backgroundColor: '#fff',
          color: INK,
          fontFamily: FONTS,
        },
        [
          row({ alignItems: 'center', height: 62, marginBottom: 24 }, authorLine(spec.author, spec.language)),
          // Arabic reaches further below its line than the clamp's box.
          text(step, { maxWidth, paddingBottom: Math.round(step.size / 4), ...clampTo(step) }),
          row({ marginTop: 'auto', borderTop: `2px solid ${LINE}`, paddingTop: 20, alignItems: 'flex-end' }, [
            words(spec.headline, {
              fontSize: 25,
              lineHeight: '34px',
              fontWeight: weightFor(spec.headline),
              color: MUTED,
              flexGrow: 1,
              flexShrink: 1,
              flexBasis: 0,
              minWidth: 0,
              marginRight: 40,
              ...clamp(step.size > 43 ? 2 : 1),
            }),
            brand(spec.paper, spec.accent),
          ]),
        ],
      ),
  }
}

/** The paper's name alone, in the middle. */
export function brandTemplate(spec: BrandCardSpec): Template {
  const text = (step: Step, style: Style = {}): Node =>
    words(spec.paper, {
      fontFamily: FONTS,
      fontSize: step.size,
      lineHeight: `${step.leading}px`,
      letterSpacing: '-0.02em',
      fontWeight: 700,
      textAlign: 'center',
      ...style,
    })
  return {
    text: (step) => text(step),
    avoidsWidow: true,
    textWidth: 960,
    steps: BRAND_SIZES.map((size) => ({ size, leading: Math.round(size * 1.2), height: 320 })),
    at: (step, maxWidth) =>
      column(
        {
          width: '100%',
          height: '100%',
          padding: `${TOP}px 120px ${BOTTOM}px`,
          backgroundColor: '#fff',
          color: INK,
          fontFamily: FONTS,
          alignItems: 'center',
          justifyContent: 'center',
        },
        [
          row({ width: 72, height: 12, marginBottom: 40, flexShrink: 0, backgroundColor: spec.accent }, []),
          text(step, { maxWidth, ...clampTo(step) }),
        ],
      ),
  }
}

function clampTo(step: Step): Style {
  return clamp(Math.floor(step.height / step.leading))
}
