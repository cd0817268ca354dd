/** The demo’s article and the front page, in English. */
export const enDemo = {
  home: 'Home',
  breadcrumb: 'Section',
  share: 'Share',
  onX: 'Share on X',
  onFacebook: 'Share on Facebook',
  system: 'Share…',
  copyLink: 'Copy link',
  copied: 'Link copied',
  notCopied: 'The link could not be copied. It is in the address bar.',
  print: 'Print',
  comments: (count: string, one: boolean) => (one ? '1 comment' : `${count} comments`),
  published: 'Published',
  updated: 'Updated',
  by: (name: string) => `BY ${name.toUpperCase()}`,
  readComments: 'Read the comments on this article',
} as const

/** The page at `/`, in English. */
export const enHome = {
  title: 'Brevier is running',
  about: 'Comments and share cards for newspapers: short, moderated under a published policy.',
  links: {
    demo: { title: 'Demo article', text: 'A newspaper page with the discussion under it.' },
    discussion: {
      title: 'Discussion',
      text: 'The same discussion as a page of its own; works without JavaScript.',
    },
    transparency: {
      title: 'Transparency',
      text: 'What was decided, in figures, and the heads of the log.',
    },
    policy: { title: 'Standards Board Policy', text: 'What may be written, and how decisions are made.' },
    console: { title: 'Console', text: 'Where moderators read and decide.' },
    privacy: { title: 'Privacy', text: 'What is kept about readers, how long, and how it is deleted.' },
    me: { title: 'Your comments', text: 'What you have written and what became of it.' },
    reference: {
      title: 'HTTP interface',
      text: 'What programs can ask for, address by address (in English).',
    },
    health: { title: 'Health', text: 'Answers “ok” while the service is alive.' },
  },
} as const
