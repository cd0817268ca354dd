import {
  type DrawnClient,
  type ImageFacts,
  isDrawn,
  type Preview,
  SHAPES,
  type Verdict,
} from '../features/previews/model.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'
import { textLanguage } from './format.ts'

interface CardsProps {
  preview: Preview
  language: Language
}

/** Each card about as the platform draws it, from what came. */
export function PreviewCards({ preview: { page, verdicts }, language }: CardsProps) {
  const text = catalogue(language).console.previews
  return (
    <div class="shares">
      {verdicts.map((verdict) => {
        const { client, outcome } = verdict
        if (!isDrawn(client)) return null
        const image = verdict.image === null ? null : (page.images[verdict.image] ?? null)
        return (
          <section class="share" aria-label={text.cardOf(text.clients[client])}>
            <h3>
              {text.clients[client]} <span class={`badge ${outcome}`}>{text.verdict[outcome]}</span>
            </h3>
            {verdict.title === '' ? (
              <p class="muted small">{text.noCard}</p>
            ) : (
              <Card {...{ client, verdict, image, language }} host={new URL(page.url).host} />
            )}
          </section>
        )
      })}
    </div>
  )
}

interface CardProps {
  client: DrawnClient
  verdict: Verdict
  image: ImageFacts | null
  host: string
  language: Language
}

function Card(props: CardProps) {
  const { client, verdict, host, language } = props
  const text = catalogue(language).console.previews
  const title = (
    <p class="card-title" dir="auto" lang={textLanguage(verdict.title)}>
      {verdict.title}
    </p>
  )
  const description = verdict.description !== '' && (
    <p class="card-text" dir="auto" lang={textLanguage(verdict.description)}>
      {verdict.description}
    </p>
  )
  const from = (
    <p class="card-host" dir="auto">
      {client === 'x' ? text.from(host) : host}
    </p>
  )
  const size = verdict.large || client === 'whatsapp' || client === 'google' ? 'large' : 'small'
  if (client === 'x' && verdict.large)
    return (
      <div class="card-outer">
        <div class="card card-x large">
          <CardPicture {...props} />
          {title}
        </div>
        {from}
      </div>
    )
  if (client === 'google')
    return (
      <div class="card card-google">
        {from}
        <div>
          {title}
          {description}
        </div>
        <CardPicture {...props} />
      </div>
    )
  return (
    <div class={`card card-${client} ${size}`}>
      <CardPicture {...props} />
      <div class="card-words">
        {client === 'facebook' && from}
        {title}
        {description}
        {client !== 'facebook' && from}
      </div>
    </div>
  )
}

/** Cut as the platform cuts it, by our own server; its words are beside it. */
function CardPicture({ client, verdict, image, language }: CardProps) {
  const { noPicture } = catalogue(language).console.previews
  if (!image?.hash) return <div class="card-picture none">{noPicture}</div>
  const shape = verdict.large || client === 'google' ? client : 'whatsapp'
  return (
    <img
      class="card-picture"
      src={`/console/previews/${image.hash}/${shape}.jpg`}
      alt=""
      {...SHAPES[shape]}
    />
  )
}
