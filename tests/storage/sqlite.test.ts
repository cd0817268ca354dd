import { describe } from 'vitest'
import { openTestStorage } from '../support/storage.ts'
import { accountStoreContract } from './contract/accounts.ts'
import { alertStoreContract } from './contract/alerts.ts'
import { appealStoreContract } from './contract/appeals.ts'
import { articleDeskContract } from './contract/article-desk.ts'
import { articleStoreContract } from './contract/articles.ts'
import { commentStoreContract } from './contract/comments.ts'
import { decisionStoreContract } from './contract/decisions.ts'
import { deletionStoreContract } from './contract/deletions.ts'
import { deliveryStoreContract } from './contract/delivery.ts'
import { deskStoreContract } from './contract/desk.ts'
import { factorStoreContract } from './contract/factors.ts'
import { inboxStoreContract } from './contract/inbox.ts'
import { noticeStoreContract } from './contract/notices.ts'
import { peopleStoreContract } from './contract/people.ts'
import { policyDraftContract } from './contract/policy-drafts.ts'
import { queueStoreContract } from './contract/queue.ts'
import { signInStoreContract } from './contract/sign-in.ts'
import { siteStoreContract } from './contract/sites.ts'
import { staffStoreContract } from './contract/staff.ts'
import { threadStoreContract } from './contract/thread.ts'
import { transparencyStoreContract } from './contract/transparency.ts'
import { wordStoreContract } from './contract/words.ts'

describe('SQLite', () => {
  siteStoreContract(openTestStorage)
  articleDeskContract(openTestStorage)
  articleStoreContract(openTestStorage)
  policyDraftContract(openTestStorage)
  accountStoreContract(openTestStorage)
  deletionStoreContract(openTestStorage)
  peopleStoreContract(openTestStorage)
  signInStoreContract(openTestStorage)
  staffStoreContract(openTestStorage)
  factorStoreContract(openTestStorage)
  deliveryStoreContract(openTestStorage)
  commentStoreContract(openTestStorage)
  threadStoreContract(openTestStorage)
  queueStoreContract(openTestStorage)
  decisionStoreContract(openTestStorage)
  deskStoreContract(openTestStorage)
  appealStoreContract(openTestStorage)
  inboxStoreContract(openTestStorage)
  wordStoreContract(openTestStorage)
  transparencyStoreContract(openTestStorage)
  noticeStoreContract(openTestStorage)
  alertStoreContract(openTestStorage)
})
