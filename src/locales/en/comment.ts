/** One comment, its page and why it was not published, in English. */
export const enComment = {
  replyTo: (name: string) => `Reply to ${name}`,
  yourReply: 'Your reply',
  showParent: 'Show what you replied to',
  reply: 'Reply',
  desk: 'In the console',
  linked: 'Linked comment',
  states: {
    pending: 'Waiting for review',
    published: 'Published',
    rejected: 'Not published',
    blinded: 'Hidden while under review',
    withdrawn: 'Withdrawn',
    purged: 'Erased',
  },
  /** `{policy}` becomes the link to the policy. */
  tombstones: {
    pending: 'This comment is waiting for review.',
    published: '',
    rejected: 'Removed by moderators under the {policy}.',
    blinded: 'Hidden while moderators look at it under the {policy}.',
    withdrawn: 'Withdrawn by its author.',
    purged: 'This comment no longer exists.',
  },
  authorGone: 'The author of this comment has left.',
  onlyYou: 'Only you can see this until a moderator has read it.',
} as const

/** Why a comment was not published, in English. */
export const enStatement = {
  byModerator: (time: string) => `A moderator decided this on ${time}; no machine was involved.`,
  byWordRule: (time: string) => `Found by a word rule; a moderator decided on ${time}.`,
  byMachine: (time: string) => `Decided by an automatic rule on ${time}.`,
  note: 'The moderator adds:',
  copy: 'Your text stays here so that you can copy it.',
  policy: (version: number) => `Read the policy (version ${version})`,
  missing: 'The reason cannot be shown right now. Reload the page.',
} as const

/** A link to a comment that cannot be shown, in English. */
export const enPermalink = {
  missing: 'This comment is not available.',
  missingWhy: 'It may be waiting for review, or it was withdrawn or removed.',
  whole: 'Show the whole discussion',
} as const
