import { enActs } from './en/acts.ts'
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
import { enPrivacy } from './en/privacy.ts'
import { enProblemPage, enProblems } from './en/problems.ts'
import { enDecide, enQueue } from './en/queue.ts'
import { enWork } from './en/queue-work.ts'
import { enReaderDesk } from './en/reader-desk.ts'
import { enReading } from './en/reading.ts'
import { enDesk, enEnrol, enOwn, enProviderReport, enStaffLogin } from './en/staff.ts'
import { enArticle, enThread } from './en/thread.ts'
import { enTransparency } from './en/transparency.ts'
import { enWords } from './en/words.ts'
import { enWriting } from './en/writing.ts'

/** Every word that people read, in English: joined here, written in `en/`. `ko.ts` has the same shape. */
export const en = {
  /** How the language calls itself. */
  name: 'English',
  locale: 'en-GB',
  legal: enLegal,
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
    desk: enDesk,
    own: enOwn,
    providerReport: enProviderReport,
  },
} as const
