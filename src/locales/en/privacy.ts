/** The page about what is kept, and the page about a deletion request, in English. */
export const enPrivacy = {
  title: 'Privacy',
  link: 'Privacy: what is kept about you',
  intro: (paper: string) =>
    `${paper} runs these comments with its own installation of Brevier. This page says what is kept about you, for how long, who sees it, and how to get it, correct it and have it deleted.`,
  short:
    'In short: what you write, the name you choose, and the number under which X or Facebook knows you here. No e-mail address, no password, no advertising, no measuring of visits.',
  contents: 'On this page',

  keptTitle: 'What is kept, and how long',
  keptIntro:
    'The service deletes by this same list: what has reached its time goes within ten minutes. All of it is in one database of the paper’s; it is passed on to nobody.',
  kept: {
    account: {
      what: 'Your account',
      why: 'The name you chose, your language, when you first came, and how many of your comments were accepted and refused: shown beside your comments, and used to decide what is read before it is published.',
      until: (_time: string) => 'until you erase the account',
    },
    logins: {
      what: 'Your logins',
      why: 'The number under which X, Facebook or another service knows you in this paper’s app, and since when: by it you are recognised. The name that you have there is only offered to you as a first choice.',
      until: (_time: string) => 'until you remove the login or erase the account',
    },
    comments: {
      what: 'Your comments',
      why: 'Text, article, time and what became of it.',
      until: (_time: string) => 'until you erase the account',
    },
    hiddenComments: {
      what: 'Refused comments, and those that you took back',
      why: 'The text stays for a while, so that you can read why and contest it, and so that the paper can answer a legal claim.',
      until: (time: string) =>
        `the text ${time} from the decision or from when you took it back, or until you erase the account; longer only while an appeal or a legal notice about it is open`,
    },
    reports: {
      what: 'Your reports of other comments',
      why: 'Which comment, under which rule, and your note: so that a moderator can look at it.',
      until: (time: string) =>
        `the note ${time}, or until you erase the account; that there was a report stays with the decision`,
    },
    decisions: {
      what: 'Moderators’ decisions',
      why: 'What was decided on a comment, when, by whom and under which rule. The record holds neither the writer’s name nor the text. Each entry is chained to the one before, so that a later change would show.',
      until: (_time: string) =>
        'at least five years, without names; because each entry is tied to the next, none is taken out of the record after that either',
    },
    reasons: {
      what: 'Written reasons',
      why: 'What a moderator wrote to the writer, and the key that ties the record to the text. Both lie apart from the record.',
      until: (time: string) => `${time}, or until the writer’s account is erased`,
    },
    appeals: {
      what: 'Your appeals',
      why: 'What you wrote against a decision, so that another person can look at it again.',
      until: (time: string) =>
        `what you wrote, ${time} from the answer, or until you erase the account; that there was an appeal stays with the decision`,
    },
    notices: {
      what: 'Legal notices about comments',
      why: 'Name, e-mail address and text of whoever claims that a comment breaks a law, so that the claim can be examined and answered. The writer of the comment does not see them.',
      until: (time: string) => `${time} from the decision`,
    },
    inbox: {
      what: 'Messages to you',
      why: 'That a decision about you was made, and whether you have read of it.',
      until: (time: string) => `${time}, or until you erase the account`,
    },
    notes: {
      what: 'Moderators’ notes',
      why: 'What the desk writes down for itself about a comment or a writer.',
      until: (time: string) => `${time}, or until the writer’s account is erased`,
    },
    screenings: {
      what: 'Notes of the automatic checks',
      why: 'Which word rule or link held a comment back, so that a moderator sees why it waits. A note may quote the beginning of a refused comment that another one resembles.',
      until: (time: string) => `${time}, or until the writer’s account is erased`,
    },
    sessions: {
      what: 'Where you are logged in',
      why: 'When you logged in, when you were last here, and the device in two words, such as “Chrome · Android”, so that you recognise it in your list. No address of your connection (IP) is kept: against floods it is counted in memory for at most ten minutes, and never written down.',
      until: (time: string) => `until you log out, at most ${time}`,
    },
    attempts: {
      what: 'A login in progress',
      why: 'What is needed to bring you back from X or Facebook to your text, the text itself included.',
      until: (time: string) => time,
    },
    sendingKeys: {
      what: 'Marks of what you have sent',
      why: 'A random mark for every comment you send, so that it is not posted twice when the connection drops.',
      until: (time: string) => `${time}, or until you erase the account`,
    },
    deletionRequests: {
      what: 'Deletion requests from Facebook',
      why: 'When a request came and what was done. It does not say whose it was: only the code that you were given finds it.',
      until: (time: string) => time,
    },
    desk: {
      what: 'Only for people of the editorial desk',
      why: 'Invitations and the second step of their login, encrypted or as a fingerprint.',
      until: (_time: string) => 'until the account is erased; an invitation until a day after it has run out',
    },
  },
  keptUntil: 'Kept:',
  minutes: (count: number) => `${count} minutes`,
  hours: (count: number) => `${count} hours`,
  days: (count: number) => (count === 1 ? '1 day' : `${count} days`),
  providerTitle: 'What X and Facebook tell us',
  provider:
    'When you log in we ask them once who you are, and keep the number and nothing else; the name is a suggestion that you can change. X sends your picture’s address and account marks along, Facebook your picture’s address: they are not kept. The key they hand over for this is used in that moment and thrown away. They know that you have logged in here, but not what you read or write.',

  cookiesTitle: 'Cookies, and what your browser keeps',
  cookiesIntro:
    'No cookie is set until you log in. These are all there are; they are for logging in only, and no other site can read them.',
  cookies: {
    reader: 'Keeps you logged in.',
    login: 'Ties a login that you have begun to this browser; the rest of its name is a random number.',
    enrol: 'Ties an invitation to the desk to the browser that opened it.',
    staff: 'Keeps a person of the editorial desk logged in to the console.',
  },
  storage:
    'Besides, your own browser keeps the draft of a comment until it is sent or you empty the box, for a few moments a secret of a login that takes over the whole page, and on the desk whether single keys are switched off. Nobody reads that but this service’s pages on your device.',
  noThirdParty:
    'The comments load nothing from other companies: no script, no picture, no font, no counter. Only when you press a login button does your browser go to X, Facebook or the service named on it.',

  seenTitle: 'Who sees it',
  seen: [
    'Everybody: your published comments, the name you chose, and the time.',
    'You: your refused and waiting comments, and why.',
    'Moderators of the paper: besides, how long you have been here, which service you log in with, your earlier comments’ outcomes and reports about them.',
    'Those who run the paper’s computers, as far as their work needs it.',
    'Nobody else. Nothing is sold, and nothing is sent to X or Facebook.',
  ],

  /** Only where the paper has one; stands before the last of those above. */
  seenOutside:
    'A service of the paper’s own that looks at a comment before it is published: the text and the article, not who wrote it.',

  rightsTitle: 'Get it, correct it',
  rights: [
    'Get it: log in, open “Your account” and choose “Download your data”. You receive what is kept about you as files that you and a spreadsheet can read.',
    'Correct it: change your name there, once a day. A comment cannot be rewritten; write a new one.',
    'End it: log out other devices there, or remove one of several logins.',
  ],
  openOwnPage: 'Open “Your account”',

  deleteTitle: 'How to have your data deleted',
  deleteIntro:
    'You can do it here yourself, whichever way you log in. It is carried out after 24 hours; until then you can take it back.',
  deleteSteps: [
    'Log in here with the login whose data is to go.',
    'Open “Your account” and go down to “Your data”.',
    'Choose “Erase your account…” and confirm it. If your login is older than ten minutes, you are asked to log in once more.',
  ],
  deleteResult:
    'Then your name, your logins, the text of all your comments and reports, and the written reasons are gone for good. In the discussion a comment with replies leaves a place that says its author is gone. What stays is the record of decisions described above, without your name and without the text.',
  deleteXTitle: 'If you log in with X',
  deleteXSteps: [
    'First erase your account here, as described above: X does not tell us when you remove the app.',
    'Then at X open Settings and privacy → Security and account access → Apps and sessions → Connected apps.',
    'Choose the paper’s app and then “Revoke app permissions”.',
  ],
  deleteFacebookTitle: 'If you log in with Facebook',
  deleteFacebookSteps: [
    'Erase your account here, as described above, or leave it to Facebook:',
    'At Facebook open Settings & privacy → Settings → Apps and websites.',
    'Choose the paper’s app and then “Remove”. That ends every session here that was opened with Facebook; account and comments stay.',
    'To have the data deleted too, choose “View removed apps and websites” on the same page, then “View” beside the app, and “Send request”.',
    'Facebook shows you a link and a code. The link leads to a page here that says what was deleted and when.',
  ],
  deleteFacebookNote:
    'A request through Facebook is carried out at once and cannot be taken back. If you also log in another way, only the Facebook login is removed and your account stays.',

  contactTitle: 'Questions',
  contact: (paper: string) =>
    `${paper} answers for these comments and what is kept for them. Write to its editorial office; the address is in the imprint of its website.`,

  request: {
    title: 'Your deletion request',
    asked: (provider: string) => `${provider} asked us on your behalf to delete what is kept about you here.`,
    state: 'State',
    done: 'carried out',
    when: 'When',
    deleted: 'What was deleted',
    erased: (accounts: number) =>
      accounts === 1
        ? 'Your account: its name, its login, its sessions, and the text of all your comments and reports.'
        : `Your accounts at ${accounts} newspapers: their names, logins, sessions, and the text of all your comments and reports.`,
    unlinked: (provider: string) =>
      `The ${provider} login of an account that you also open another way, and the sessions opened with it. The account and its comments stay, because they are not tied to ${provider} alone. To erase them too, log in the other way and erase it under “Your account”.`,
    nothing: (provider: string) =>
      `Nothing: no account here had this ${provider} login, or it had been deleted before.`,
    keptTitle: 'What is kept, and why',
    keptDecisions:
      'The record of moderators’ decisions on your comments, without your name and without the text: the paper must be able to show how it decides, and the record would be worthless if parts could be taken out.',
    keptChecks: (time: string) =>
      `For at most ${time}, notes of automatic checks on other people’s comments. One of them may quote the beginning of a refused comment of yours, if another resembled it.`,
    keptRequest: (time: string) =>
      `This note, for ${time}, so that you can look it up. It does not say who you are.`,
    more: 'All about what is kept',
    unknownTitle: 'No request with this code',
    unknown: (time: string) =>
      `Check that the address is complete. Requests can be looked up for ${time}; then the note is deleted too.`,
  },
} as const
