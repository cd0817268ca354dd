/** The desk's pages around its work: navigation, policy editor, articles and the paper's settings, in English. */
export const enPages = {
  menu: {
    more: 'More',
    queue: 'Queue',
    appeals: 'Appeals',
    notices: 'Notices',
    writers: 'Writers',
    articles: 'Articles',
    words: 'Words',
    policy: 'Policy',
    log: 'Log',
    report: 'Report',
    statistics: 'Statistics',
    people: 'People',
    settings: 'Settings',
  },
}
