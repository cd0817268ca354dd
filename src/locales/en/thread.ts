/** The discussion’s list of comments, in English. */
export const enThread = {
  title: 'Social comments',
  helpTitle: 'What is a social comment?',
  help: (paper: string, limit: number) =>
    `A short comment of up to ${limit} characters, written by a reader who has logged in with a social account; only the name that the reader chose is shown. ${paper} moderates comments under its published policy, and whoever is refused is told which clause and why.`,
  skip: 'Skip the comments',
  skipTo: 'To the comments',
  end: 'End of the comments',
  sort: 'Sort',
  newest: 'Newest',
  oldest: 'Oldest',
  more: 'More comments',
  loading: 'Loading…',
  empty: 'No comments yet. Yours can be the first.',
  closed: 'This discussion is closed. What has been written can still be read.',
  off: 'Comments are switched off for this article.',
} as const

/** On the page of one discussion, in English. */
export const enArticle = {
  read: 'Read the article',
} as const

/** In the frame of a page that is no article yet, in English. */
export const enUnknown = {
  title: 'Social comments',
  soon: 'The discussion of this article is being opened. It will be here in a moment.',
  none: 'There is no discussion of this article yet.',
  reload: 'Look again',
} as const
