import type { Article } from '../features/articles/model.ts'
import type { Comment } from '../features/comments/model.ts'

interface QuotationProps {
  article: Article
  /** Published; `null` for the discussion as a whole. */
  comment: Comment | null
  /** What the discussion's page says of the article. */
  description: string
  /** Absolute address of the page that is quoted. */
  url: string
}

/**
 * What stands in somebody else's page: text and one link. No script, style, form or image, so that it may be printed
 * without a frame, and no word of ours, so that it needs no language but the article's.
 */
export function Quotation({ article, comment, description, url }: QuotationProps) {
  const lines = (comment?.body ?? description).split('\n')
  return (
    <blockquote class="brevier-quote" cite={url} lang={article.language} dir="auto">
      <p>{lines.flatMap((line, at) => (at === 0 ? [line] : [<br />, line]))}</p>
      <footer>
        {comment && <>— {comment.authorName}, </>}
        <a href={url}>{article.headline}</a>
      </footer>
    </blockquote>
  )
}
