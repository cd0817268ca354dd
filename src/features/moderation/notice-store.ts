import type { LegalNotice } from './model.ts'

export interface NoticeStore {
  /** Keeps the notice and opens its case in one step. `missing`: no comment of the site that is seen or blinded. */
  fileNotice(notice: LegalNotice, newCaseId: string): Promise<'applied' | 'missing'>
  notice(siteId: string, id: string): Promise<{ notice: LegalNotice; caseId: string } | null>
  noticeByCode(codeHash: string): Promise<LegalNotice | null>
  /** Open and blinded ones by due time, or decided ones newest first. */
  notices(
    siteId: string,
    query: { open: boolean; limit: number },
  ): Promise<{ notice: LegalNotice; caseId: string; blindEndsAt: number | null }[]>
  openNotices(siteId: string): Promise<number>
}
