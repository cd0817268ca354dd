/** First in every sheet: tokens and base, so that a page's own rules come last. */
export const COMMON_STYLES = ['src/ui/tokens.css', 'src/ui/base.css'] as const

/** Next in every sheet but the frame's. */
const WHOLE_PAGES = 'src/ui/pages.css'

/** The last moves and hides what the others draw. */
const DISCUSSION = ['head', 'composer', 'lock', 'thread', 'acts', 'sheet', 'narrow', 'print'].map(
  (name) => `src/reader/styles/${name}.css`,
)

/** Each page loads one style sheet. */
export const STYLES = {
  discussion: DISCUSSION,
  pages: [
    WHOLE_PAGES,
    ...DISCUSSION,
    'src/reader/pages.css',
    'src/reader/transparency.css',
    'src/reader/legal.css',
  ],
  reference: [WHOLE_PAGES, 'src/reader/pages.css', 'src/api/reference/reference.css'],
  demo: [WHOLE_PAGES, 'src/reader/demo.css'],
  // The last moves what the others draw.
  console: [
    WHOLE_PAGES,
    ...[
      'base',
      'navigation',
      'list',
      'case',
      'context',
      'panels',
      'pages',
      'figures',
      'staff',
      'desk',
      'words',
      'forms',
      'notices',
      'previews',
      'work',
      'appeals',
      'panes',
    ].map((name) => `src/console/styles/${name}.css`),
  ],
}
