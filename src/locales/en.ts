import { enActs } from './en/acts.ts'
import { enAlerts } from './en/alerts.ts'
import { enAppeals } from './en/appeals.ts'
import { enComment, enPermalink, enStatement } from './en/comment.ts'
import { enCommon } from './en/common.ts'
import { enComposer } from './en/composer.ts'
import { enConsole } from './en/console.ts'
import { enDemo, enHome } from './en/demo.ts'
import { enDocuments } from './en/documents.ts'
import { enFigures } from './en/figures.ts'
import { enForms } from './en/forms.ts'
import { enLegal } from './en/legal.ts'
import { enLogin } from './en/login.ts'
import { enMe } from './en/me.ts'
import { enPages } from './en/pages.ts'
import { enPolicy } from './en/policy.ts'
import { enPreviews } from './en/previews.ts'
import { enPrivacy } from './en/privacy.ts'
import { enProblemPage, enProblems } from './en/problems.ts'
import { enDecide, enQueue } from './en/queue.ts'
import { enWork } from './en/queue-work.ts'
import { enReaderDesk } from './en/reader-desk.ts'
import { enReading } from './en/reading.ts'
import { enShare } from './en/share.ts'
import { enDesk, enEnrol, enOwn, enProviderReport, enStaffLogin } from './en/staff.ts'
import { enArticle, enThread, enUnknown } from './en/thread.ts'
import { enTransparency } from './en/transparency.ts'
import { enWords } from './en/words.ts'
import { enWriting } from './en/writing.ts'

/** Every word that people read, in English: joined here, written in `en/`. `ko.ts` has the same shape. */
export const en = {
  /** How the language calls itself. */
  name: 'English',
  /** BCP 47: how times, numbers and lists are written. */
  locale: 'en-GB',
  /** As Open Graph writes it. */
  openGraph: 'en_US',
  dir: 'ltr',
  /** A script that is this language’s alone (Unicode’s name), to tell its texts by; empty where there is none. */
  ownScript: '',
  /** Where a paper of this language is likely to be read, until it says so itself. */
  timeZone: 'UTC',
  share: enShare,
  legal: enLegal,
  alerts: enAlerts,
  common: enCommon,
  problems: enProblems,
  acts: enActs,
  appeals: enAppeals,
  reader: {
    thread: enThread,
    comment: enComment,
    statement: enStatement,
    composer: enComposer,
    reading: enReading,
    writing: enWriting,
    documents: enDocuments,
    permalink: enPermalink,
    article: enArticle,
    unknown: enUnknown,
    policy: enPolicy,
    privacy: enPrivacy,
    desk: enReaderDesk,
    transparency: enTransparency,
    me: enMe,
    login: enLogin,
    demo: enDemo,
    home: enHome,
    problem: enProblemPage,
  },
  console: {
    ...enConsole,
    pages: enPages,
    ...enQueue,
    ...enDecide,
    work: enWork,
    figures: enFigures,
    forms: enForms,
    staffLogin: enStaffLogin,
    enrol: enEnrol,
    words: enWords,
    previews: enPreviews,
    desk: enDesk,
    own: enOwn,
    providerReport: enProviderReport,
  },
} as const
