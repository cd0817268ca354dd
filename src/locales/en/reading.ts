/** What a discussion says beside its comments, in English. `{n}` is a figure that browser code fills in. */
export const enReading = {
  replied: 'Most replied',
  nobody: 'Nobody wrote a comment.',
  newOne: '1 new comment',
  newMany: (count: number | string) => `${count} new comments`,
  newFailed: 'Not loaded. Try again',
  shown: (count: number | string) => `Comments added: ${count}`,
  failed: 'The comments could not be loaded. What you see here stays; try again.',
  offline: 'There is no connection. Try again when it is back.',
  moreReplies: (count: string) => `Show ${count} more replies`,
  allReplies: (count: string) => `Show all ${count} replies`,
  copy: 'Copy my text',
  copied: 'Copied',
}
