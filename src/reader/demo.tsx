import type { Article } from '../features/articles/model.ts'
import type { HeadTags } from '../features/sharing/model.ts'
import type { Site } from '../features/sites/model.ts'
import { numberFormat } from '../kernel/formats.ts'
import { catalogue } from '../locales/index.ts'
import { wordsIn } from '../locales/language.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import { type LanguageHrefs, PageHeader } from '../ui/page-header.tsx'
import { discussionPath } from '../ui/paths.ts'
import { facebookShareLink, xShareLink } from '../ui/share-links.ts'
import { Shell } from '../ui/shell.tsx'
import { Time } from '../ui/time.tsx'
import type { PageProps } from './page.ts'

export interface DemoPageProps extends PageProps {
  head: HeadTags
  site: Site
  article: Article
  paragraphs: readonly string[]
  /** Where the photo is served and its size in pixels, so that it takes its room before it is there. */
  photo: { src: string; width: number; height: number } | null
  /** The address that is shared. */
  shareUrl: string
  homeHref: string
  languageHrefs: LanguageHrefs
}

/** A newspaper's article page with the embed tag, as a paper would build it. */
export function DemoPage(props: DemoPageProps) {
  const { site, article, paragraphs, homeHref, languageHrefs, head, language, assets, banner } = props
  const words = catalogue(language).reader.demo
  return (
    <Shell language={language} head={head} assets={assets} banner={banner} page="demo">
      <PageHeader
        language={language}
        name={wordsIn(site.title, language)}
        href={homeHref}
        languageHrefs={languageHrefs}
      />
      <main>
        <article>
          <nav aria-label={words.breadcrumb}>
            <ol class="crumbs">
              {[words.home, ...article.section].map((name, index) => (
                <li aria-current={index === article.section.length ? 'true' : undefined}>{name}</li>
              ))}
            </ol>
          </nav>
          <h1>{article.headline}</h1>
          {article.description !== '' && <p class="dek">{article.description}</p>}
          <Meta {...props} />
          <Photo {...props} />
          <div class="prose">
            {paragraphs.map((text) => (
              <p>{text}</p>
            ))}
          </div>
          <p class="byline">{article.authors.map(({ name }) => words.by(name)).join(', ')}</p>
        </article>
        <brevier-comments
          id="comments"
          site={site.key}
          article={article.key}
          lang={language}
          title={catalogue(language).reader.thread.title}
        >
          <a href={discussionPath(article.id, language)}>{words.readComments}</a>
        </brevier-comments>
      </main>
    </Shell>
  )
}

function Meta(props: DemoPageProps) {
  const { article, language, shareUrl } = props
  const { timeZone } = props.site
  const all = catalogue(language)
  const words = all.reader.demo
  const count = numberFormat(all.locale).format(article.commentCount)
  return (
    <div class="meta">
      <p class="who">
        {article.authors.map(({ name, email }) => (
          <>
            <b>{name}</b>
            {email && (
              <a class="mail" href={`mailto:${email}`}>
                {email}
              </a>
            )}
          </>
        ))}
      </p>
      <p class="times">
        <span>
          {words.published} <Time at={article.publishedAt} {...{ language, timeZone }} />
        </span>
        {article.modifiedAt !== null && (
          <span>
            {words.updated} <Time at={article.modifiedAt} {...{ language, timeZone }} />
          </span>
        )}
      </p>
      <ul class="share" aria-label={words.share}>
        <li>
          <ShareLink icon="x" label={words.onX} href={xShareLink(shareUrl, article.headline)} />
        </li>
        <li>
          <ShareLink icon="facebook" label={words.onFacebook} href={facebookShareLink(shareUrl)} />
        </li>
        <li>
          <ScriptButton part="system" icon="share" label={words.system} data={{ 'data-url': shareUrl }} />
        </li>
        <li>
          <ScriptButton
            part="copy"
            icon="link"
            label={words.copyLink}
            data={{ 'data-url': shareUrl, 'data-done': words.copied, 'data-failed': words.notCopied }}
          />
        </li>
        <li>
          <ScriptButton part="print" icon="print" label={words.print} data={{}} />
        </li>
        <li class="to-comments">
          <a href="#comments">
            <Icon name="comment" />
            {words.comments(count, article.commentCount === 1)}
          </a>
        </li>
      </ul>
      <p class="said" role="status" data-part="said" />
    </div>
  )
}

function ShareLink({ icon, label, href }: { icon: IconName; label: string; href: string }) {
  return (
    <a href={href} target="_blank" rel="noopener" title={label}>
      <Icon name={icon} />
      <span class="unseen">{label}</span>
    </a>
  )
}

/** Works by script only, so it is not there without one. */
function ScriptButton(props: { part: string; icon: IconName; label: string; data: Record<string, string> }) {
  return (
    <button type="button" class="plain" data-part={props.part} title={props.label} hidden {...props.data}>
      <Icon name={props.icon} />
      <span class="unseen">{props.label}</span>
    </button>
  )
}

function Photo({ article: { image }, photo }: DemoPageProps) {
  if (!image || !photo) return null
  return (
    <figure>
      <img src={photo.src} width={photo.width} height={photo.height} alt={image.alt} />
      <figcaption>
        {image.caption} {image.credit !== '' && `[${image.credit}]`}
      </figcaption>
    </figure>
  )
}
