/** What the box says that a comment is written in, in English. */
export const enWriting = {
  notSent: 'Not sent yet.',
  kept: 'The connection dropped. Your comment is kept here and will not be posted twice.',
  offline: 'You are offline. What you write is kept here; post it when the connection is back.',
  review: 'Send for review',
  waitSeconds: (seconds: number | string) => `Wait ${seconds} s`,
  waitMinutes: (minutes: number | string) => `Wait ${minutes} min`,
  waitHours: (hours: number | string) => `Wait ${hours} h`,
  copyText: 'Copy your text',
  copied: 'Copied',
  until: (time: string) => `Until ${time}.`,
  muted: (time: string) => `You cannot write comments in this paper until ${time}.`,
  banned: (time: string) => `Your account is closed for writing in this paper until ${time}.`,
  bannedForGood: 'Your account is closed for writing in this paper, without an end.',
  why: 'Read why',
  appeal: 'Read why, and appeal',
}
