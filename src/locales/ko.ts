import type { Catalogue } from './index.ts'
import { koActs } from './ko/acts.ts'
import { koAlerts } from './ko/alerts.ts'
import { koAppeals } from './ko/appeals.ts'
import { koComment, koPermalink, koStatement } from './ko/comment.ts'
import { koCommon } from './ko/common.ts'
import { koComposer } from './ko/composer.ts'
import { koConsole } from './ko/console.ts'
import { koDemo, koHome } from './ko/demo.ts'
import { koDocuments } from './ko/documents.ts'
import { koFigures } from './ko/figures.ts'
import { koForms } from './ko/forms.ts'
import { koLegal } from './ko/legal.ts'
import { koLogin } from './ko/login.ts'
import { koMe } from './ko/me.ts'
import { koPages } from './ko/pages.ts'
import { koPolicy } from './ko/policy.ts'
import { koPreviews } from './ko/previews.ts'
import { koPrivacy } from './ko/privacy.ts'
import { koProblemPage, koProblems } from './ko/problems.ts'
import { koDecide, koQueue } from './ko/queue.ts'
import { koWork } from './ko/queue-work.ts'
import { koReaderDesk } from './ko/reader-desk.ts'
import { koReading } from './ko/reading.ts'
import { koShare } from './ko/share.ts'
import { koDesk, koEnrol, koOwn, koProviderReport, koStaffLogin } from './ko/staff.ts'
import { koArticle, koThread, koUnknown } from './ko/thread.ts'
import { koTransparency } from './ko/transparency.ts'
import { koWords } from './ko/words.ts'
import { koWriting } from './ko/writing.ts'

/** 한국어. */
export const ko: Catalogue = {
  name: '한국어',
  locale: 'ko-KR',
  openGraph: 'ko_KR',
  dir: 'ltr',
  ownScript: 'Hangul',
  timeZone: 'Asia/Seoul',
  share: koShare,
  legal: koLegal,
  alerts: koAlerts,
  common: koCommon,
  problems: koProblems,
  acts: koActs,
  appeals: koAppeals,
  reader: {
    thread: koThread,
    comment: koComment,
    statement: koStatement,
    composer: koComposer,
    reading: koReading,
    writing: koWriting,
    documents: koDocuments,
    permalink: koPermalink,
    article: koArticle,
    unknown: koUnknown,
    policy: koPolicy,
    privacy: koPrivacy,
    desk: koReaderDesk,
    transparency: koTransparency,
    me: koMe,
    login: koLogin,
    demo: koDemo,
    home: koHome,
    problem: koProblemPage,
  },
  console: {
    ...koConsole,
    pages: koPages,
    ...koQueue,
    ...koDecide,
    work: koWork,
    figures: koFigures,
    forms: koForms,
    staffLogin: koStaffLogin,
    enrol: koEnrol,
    words: koWords,
    previews: koPreviews,
    desk: koDesk,
    own: koOwn,
    providerReport: koProviderReport,
  },
}
