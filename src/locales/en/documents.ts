/** The discussion as a part of the paper's own page and as a feed, in English. */
export const enDocuments = {
  write: 'Write a comment',
  whole: (count: string) => `All comments (${count})`,
  feedTitle: (headline: string) => `Comments on “${headline}”`,
  commentBy: (name: string) => `Comment by ${name}`,
  replyBy: (name: string) => `Reply by ${name}`,
}
