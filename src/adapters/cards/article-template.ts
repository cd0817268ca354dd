import type { Node } from '@takumi-rs/core'
import type { ArticleCardSpec } from '../../features/sharing/model.ts'
import { catalogue } from '../../locales/index.ts'
import {
  brand,
  clamp,
  column,
  FONTS,
  INK,
  MUTED,
  STAMP,
  type Style,
  stamp,
  weightFor,
  words,
} from './parts.ts'
import { BOTTOM, clampTo, type Step, type Template, TOP } from './template.ts'

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
/** `photoWidth` is what is left free on the right for the photo; 0 is the template without one. */
export function articleTemplate(spec: ArticleCardSpec, photoWidth: number): Template {
  const { share } = catalogue(spec.language)
  const width = 1200 - photoWidth
  const hasPhoto = photoWidth > 0
  const left = hasPhoto ? 64 : 72
  const right = hasPhoto ? 56 : 72
  const lines = hasPhoto ? HEADLINE_LINES : WIDE_HEADLINE_LINES
  // Without a section its line stays where the stamp stands in it.
  const sectionLine =
    spec.section === '' && (hasPhoto || spec.stamp === null) ? {} : { height: 34, marginBottom: 18 }
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
    avoidsWidow: () => true,
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
            column({ ...sectionLine, marginRight: hasPhoto ? 0 : 140 }, [
              words(spec.section, {
                fontSize: 26,
                lineHeight: '34px',
                fontWeight: 700,
                color: spec.accent,
                ...clamp(1),
              }),
            ]),
            text(step, { maxWidth, ...clampTo(step) }),
            // Of an empty text not even the margin is laid out.
            column({ marginTop: 'auto' }, [
              words(spec.byline, {
                fontSize: 25,
                lineHeight: '34px',
                fontWeight: weightFor(spec.byline),
                color: MUTED,
                ...clamp(1),
              }),
              column({ marginTop: 12 }, [brand(spec)]),
            ]),
          ],
        ),
        // Over a photo it is laid when that is there.
        ...(spec.stamp === null || hasPhoto
          ? []
          : [stamp(spec.stamp, { position: 'absolute', top: STAMP.top, right })]),
      ]),
  }
}
