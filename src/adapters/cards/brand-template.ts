import type { Node } from '@takumi-rs/core'
import type { BrandCardSpec } from '../../features/sharing/model.ts'
import { column, FONTS, INK, picture, row, type Style, words } from './parts.ts'
import { BOTTOM, clampTo, type Step, type Template, TOP } from './template.ts'

const BRAND_SIZES = [96, 80, 64, 52] as const

/** The paper's logo or its name alone, in the middle. */
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
  const logo = spec.logo && [picture(spec.logo, { width: 720, height: 240 }).node]
  return {
    text: (step) => text(step),
    avoidsWidow: () => true,
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
        logo ?? [
          row({ width: 72, height: 12, marginBottom: 40, flexShrink: 0, backgroundColor: spec.accent }, []),
          text(step, { maxWidth, ...clampTo(step) }),
        ],
      ),
  }
}
