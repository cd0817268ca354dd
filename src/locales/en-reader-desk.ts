/** What readers are told of the desk's settings, in English. */
export const enReaderDesk = {
  paused: 'Comments are paused for now. What has been written can still be read; please come back later.',
  pinned: 'Pinned by the editors',
  policyNews: (date: string) => `The policy changed on ${date}.`,
  whatChanged: 'See what changed',
}
