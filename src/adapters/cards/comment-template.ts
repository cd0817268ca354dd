import type { Node } from '@takumi-rs/core'
import type { CommentCardSpec } from '../../features/sharing/model.ts'
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
  type Style,
  weightFor,
  words,
} from './parts.ts'
import { BOTTOM, clampTo, type Step, type Template, TOP } from './template.ts'

const COMMENT_SIZES = [
  104, 96, 88, 82, 76, 71, 66, 63, 60, 57, 54, 51, 48, 46, 43, 40, 37, 34, 32, 30, 28, 26, 24, 22, 20, 18, 16,
]

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
    // Whoever breaks lines has chosen where; small text has so many that its last may be short.
    avoidsWidow: (step) => step.size >= 48 && !spec.text.includes('\n'),
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
            brand(spec),
          ]),
        ],
      ),
  }
}
