import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import satori from 'satori'
import { PATHS } from '../src/config/paths.ts'
import type { ArticleCardSpec } from '../src/features/sharing/model.ts'

type Style = Readonly<Record<string, string | number>>

/** Draws the article card with a photo as `articleTemplate` does, by satori and resvg. Sizes are those of 60 letters. */
export function satoriDrawer(): (spec: ArticleCardSpec) => Promise<Uint8Array> {
  const font = (file: string, weight: 500 | 700) => ({
    name: 'Pretendard',
    data: readFileSync(join(PATHS.fonts, file)),
    weight,
    style: 'normal' as const,
  })
  const fonts = [font('Pretendard-Medium.otf', 500), font('Pretendard-Bold.otf', 700)]
  return async (spec) => {
    const svg = await satori(tree(spec) as Parameters<typeof satori>[0], { width: 1200, height: 630, fonts })
    return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng()
  }
}

function tree(spec: ArticleCardSpec) {
  const { accent, section, headline, byline, paper, stamp, photo } = spec
  const source = `data:image/jpeg;base64,${Buffer.from(photo ?? '').toString('base64')}`
  const bold = { fontWeight: 700 }
  return box({ width: 1200, height: 630, position: 'relative', backgroundColor: '#fff', color: '#16181d' }, [
    box({ flexDirection: 'column', width: 680, height: 630, padding: '63px 56px 55px 64px' }, [
      text(section, { ...bold, fontSize: 26, lineHeight: '34px', marginBottom: 18, color: accent }),
      text(headline, { ...bold, fontSize: 58, lineHeight: '67px', letterSpacing: '-0.022em' }),
      box({ flexDirection: 'column', marginTop: 'auto' }, [
        text(byline, { fontWeight: 500, fontSize: 25, lineHeight: '34px', color: '#5b6068' }),
        box({ alignItems: 'center', marginTop: 12 }, [
          box({ width: 12, height: 30, marginRight: 14, backgroundColor: accent }, []),
          text(paper, { ...bold, fontSize: 27, lineHeight: '34px' }),
        ]),
      ]),
    ]),
    { type: 'img', props: { src: source, style: { width: 520, height: 630, objectFit: 'cover' } } },
    text(stamp ?? '', {
      ...bold,
      position: 'absolute',
      top: 39,
      right: 24,
      padding: '7px 16px',
      fontSize: 26,
      color: '#fff',
      backgroundColor: '#c4281b',
    }),
  ])
}

function box(style: Style, children: readonly unknown[]) {
  return { type: 'div', props: { style: { display: 'flex', fontFamily: 'Pretendard', ...style }, children } }
}

function text(children: string, style: Style) {
  return { type: 'div', props: { style: { display: 'flex', wordBreak: 'keep-all', ...style }, children } }
}
