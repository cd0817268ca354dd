/** What readers are told of the desk's settings, in English. */
export const enReaderDesk = {
  paused: 'Comments are paused for now. What has been written can still be read; please come back later.',
  pinned: 'Pinned by the editors',
  policyNews: (date: string) => `The policy changed on ${date}.`,
  whatChanged: 'See what changed',
  whatChanges: 'What changes with this version',
  versions: 'All versions',
  compareWith: (version: number) => `Show the differences to version ${version}`,
  comparedWith: (version: number) => `Differences to version ${version}`,
  changes: {
    none: 'Nothing differs.',
    head: 'Title and introduction',
    added: 'added',
    removed: 'removed',
    changed: 'changed',
    category: 'Category (EU DSA)',
  },
}
