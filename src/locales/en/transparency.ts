/** The transparency report and what stands around it, in English. */
export const enTransparency = {
  title: 'Transparency',
  link: 'Transparency reports',
  intro: (paper: string) =>
    `What ${paper} decided about its readers’ comments, in figures, every half-year. Each decision is one row of a log that cannot be changed without it showing; the log’s newest hash is made public every day.`,
  periods: 'Half-years',
  half: { H1: (year: string) => `January to June ${year}`, H2: (year: string) => `July to December ${year}` },
  running: 'still running',
  asData: 'As data',
  heads: 'Heads of the log',
  headsText:
    'The number of the newest decision on each day (UTC) and its hash. Who keeps one can later prove that nothing before it was changed.',
  headsNone: 'None yet: the first one is made public on the day of the first decision.',
  headColumns: { day: 'Day', seq: 'No.', hash: 'Hash' },

  reportTitle: (half: string) => `Transparency report, ${half}`,
  countedTo: 'Counted up to',
  days: (zone: string) => `Days begin and end as clocks show it in ${zone}.`,
  privacyNote:
    'Figures from 1 to 4 are printed as <5, so that nobody can be recognised; * is a figure withheld because it would give a small one away.',
  refusedNote:
    'What was refused at sending (too long, too fast, discussion closed) is not stored, and so is not counted.',
  undoneNote: (count: number) =>
    count === 1
      ? 'One decision was taken back within half a minute. It is not counted as a decision.'
      : `${count} decisions were taken back within half a minute. They are not counted as decisions.`,
  sumNote: 'Together',
  all: 'Back to all half-years',
  figures: 'Figure',
  row: 'What',

  facts: {
    title: 'In short',
    received: 'Comments received',
    decisions: 'Decisions on comments',
    median: 'Median time to decide',
    p95: '95 of 100 decided within',
    moderators: 'People who decided',
    onePersonDesk: 'Appeals decided by the only person of the desk',
    policies: 'Policy versions in force',
    log: 'Rows of the log',
    logRows: (first: number, last: number) => `${first} to ${last}`,
    head: 'Head of the log',
    none: 'none',
  },
  waiting: {
    title: 'Waiting for a decision',
    opening: 'Waiting at the beginning',
    in: {
      held: 'came in and were held',
      heldAgain: 'taken out of sight again',
      takenBack: 'decisions taken back',
    },
    out: {
      approved: 'approved',
      rejected: 'refused',
      other: 'withdrawn or blinded',
      takenBack: 'decisions taken back',
    },
    closing: 'Waiting at the end',
  },
  tables: {
    received: {
      title: 'Comments received',
      rows: { 'at-once': 'published at once', held: 'held for a person' },
    },
    outcome: {
      title: 'What became of them',
      rows: {
        pending: 'waiting',
        published: 'published',
        rejected: 'refused or removed',
        blinded: 'blinded for a time',
        withdrawn: 'withdrawn by the author',
        purged: 'text erased',
      },
    },
    actions: {
      title: 'Decisions on comments',
      rows: {
        approve: 'approved',
        'reject-before': 'refused before publication',
        'reject-after': 'removed after publication',
        keep: 'reported and kept',
        hold: 'taken out of sight for review',
        blind: 'blinded for a time',
        restore: 'restored after a blind',
        overturn: 'refusal overturned',
        uphold: 'upheld on appeal',
      },
    },
    grounds: {
      title: 'Refusals, removals and blinds by ground',
      rows: { terms: 'the paper’s own policy', law: 'a law', none: 'none' },
    },
    sources: {
      title: 'Decisions by what led to them',
      rows: {
        own: 'the desk’s own review',
        report: 'readers’ reports',
        notice: 'legal notices',
        order: 'orders of an authority',
        appeal: 'appeals',
        expiry: 'the end of a blind',
        author: 'the author',
      },
    },
    automation: {
      title: 'Decisions by the part that machines had',
      rows: {
        person: 'found and decided by people',
        detected: 'found by a machine, decided by a person',
        partial: 'partly automated',
        full: 'fully automated',
      },
    },
    languages: {
      title: 'Decisions by the article’s language',
      rows: { unknown: 'unknown' },
    },
    reports: {
      title: 'Readers’ reports received',
      rows: {
        open: 'not answered yet',
        upheld: 'upheld: the comment went',
        dismissed: 'dismissed: the comment stayed',
        moot: 'the comment was gone before',
      },
    },
    notices: {
      title: 'Legal notices received',
      regimes: {
        dsa16: 'EU DSA Art. 16',
        kr44_2: 'Korean Network Act 44-2',
        authority_order: 'order of an authority',
      },
      outcomes: {
        open: 'open',
        blinded: 'comment blinded',
        removed: 'comment removed',
        restored: 'comment restored',
        refused: 'refused',
      },
    },
    blinds: {
      title: 'Blinds for a time',
      rows: {
        imposed: 'imposed',
        expired: 'ended by themselves: restored',
        restored: 'restored by a decision',
        rejected: 'ended in a removal',
        withdrawn: 'withdrawn by the author meanwhile',
      },
    },
    restrictions: {
      title: 'Restrictions of accounts',
      rows: {
        warn: 'warned',
        premoderate: 'reviewed before publication',
        mute: 'muted',
        'no-reports': 'may not report',
        ban: 'banned',
        lift: 'restrictions lifted',
      },
    },
    appeals: {
      title: 'Appeals received',
      sides: { author: 'by authors', reporter: 'by reporters' },
      outcomes: {
        open: 'open',
        upheld: 'the decision stood',
        overturned: 'overturned',
        withdrawn: 'withdrawn',
      },
    },
  },
  overturns: {
    clauses: 'By clause of the policy',
    detectors: 'By check, with its version',
    note: 'A decision may cite several. The rate is overturned ÷ answered appeals.',
    columns: {
      key: 'Clause or check',
      decisions: 'Decisions',
      appeals: 'Appeals answered',
      overturned: 'Overturned',
      corrected: 'Corrected',
      rate: 'Rate',
    },
  },
} as const
