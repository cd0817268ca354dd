import { refreshLink } from '../features/previews/clients.ts'
import type { Verdict } from '../features/previews/model.ts'
import { faultSentence } from '../features/previews/sentences.ts'
import { catalogue } from '../locales/index.ts'
import type { Language } from '../locales/language.ts'

interface TableProps {
  verdicts: readonly Verdict[]
  url: string
  language: Language
}

/** Every reader of links: what it found, and where its copy is renewed. */
export function PreviewTable({ verdicts, url, language }: TableProps) {
  const text = catalogue(language).console.previews
  const { columns } = text
  return (
    <table class="readers">
      <thead>
        <tr>
          <th scope="col">{columns.client}</th>
          <th scope="col">{columns.verdict}</th>
          <th scope="col">{columns.found}</th>
          <th scope="col">{columns.refresh}</th>
        </tr>
      </thead>
      <tbody>
        {verdicts.map(({ client, outcome, faults }) => {
          const link = refreshLink(client, url)
          return (
            <tr>
              <th scope="row">{text.clients[client]}</th>
              <td>
                <span class={`badge ${outcome}`}>{text.verdict[outcome]}</span>
              </td>
              <td class="found">
                {faults.map((fault) => (
                  <p>
                    <bdi>{faultSentence(fault, language)}</bdi>
                  </p>
                ))}
              </td>
              <td class="renew">
                <span class="narrow muted">{columns.refresh}: </span>
                {link === null ? (
                  <span class="muted">{text.refresh[client]}</span>
                ) : (
                  <a href={link} target="_blank" rel="noopener noreferrer">
                    {text.refresh[client]}
                  </a>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
