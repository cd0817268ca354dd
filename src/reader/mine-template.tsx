import type { Comment } from '../features/comments/model.ts'
import { type CommentSetting, OwnCommentView } from '../ui/comment.tsx'

interface MineTemplatesProps {
  viewer: { accountId: string; displayName: string } | null
  articleId: string
  setting: CommentSetting
}

/** Stand in every address and name of a template until browser code knows the comment. */
const COMMENT = 'COMMENT'
const PARENT = 'PARENT'

/** What a comment can be right after it was sent: a repeated sending may meet one that was refused meanwhile. */
const STATES = ['pending', 'published', 'rejected'] as const

/**
 * The reader's own comment in each state, without its contents: browser code clones one after sending, so that a new
 * comment looks the same before and after a reload.
 */
export function MineTemplates({ viewer, articleId, setting }: MineTemplatesProps) {
  const accountId = viewer?.accountId ?? ''
  const acts = setting.acts && { ...setting.acts, viewerId: accountId, open: null }
  return (
    <>
      {STATES.map((state) => (
        <template id={`mine-${state}`}>
          <li>
            <OwnCommentView
              own={{ comment: blank(state, articleId, accountId, viewer?.displayName), statement: null }}
              setting={{ ...setting, acts, highlight: null, isDesk: false }}
            />
          </li>
        </template>
      ))}
    </>
  )
}

function blank(
  state: (typeof STATES)[number],
  articleId: string,
  accountId: string,
  authorName = '',
): Comment {
  return {
    id: COMMENT,
    siteId: '',
    articleId,
    parentId: PARENT,
    accountId,
    authorName,
    body: '',
    state,
    version: 1,
    policyVersion: 1,
    createdAt: 0,
    publishedAt: null,
  }
}
