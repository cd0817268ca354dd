import { defineCommand } from 'citty'
import { articleInput } from '../../features/articles/model.ts'
import { bytesNamed, jsonNamed } from '../named-file.ts'
import { siteByKey, withInstallation } from '../open.ts'
import { printData } from '../output.ts'
import { move } from './article-move.ts'

const put = defineCommand({
  meta: {
    name: 'put',
    description: 'Add or update an article: brevier article put ledger article.json --photo photo.jpg',
  },
  args: {
    site: { type: 'positional', description: 'key of the site', required: true },
    file: {
      type: 'positional',
      description: 'JSON file with key, url, headline, language, publishedAt (epoch ms), …',
      required: true,
    },
    photo: {
      type: 'string',
      description: 'image file for the share card: the picture that "image" of the JSON file names',
    },
  },
  async run({ args }) {
    const input = await jsonNamed(articleInput, args.file)
    if (args.photo && !input.image)
      throw new Error(
        `--photo is the copy of the picture that "image" names, and ${args.file} names none: add "image": {"url": "https://…"}`,
      )
    const photo = args.photo ? await bytesNamed(args.photo) : undefined
    await withInstallation(async (composition) => {
      const site = await siteByKey(composition, args.site)
      const article = await composition.services.articles.put(site, input, photo)
      printData(JSON.stringify({ id: article.id, key: article.key, url: article.url }))
    })
  },
})

export const article = defineCommand({
  meta: { name: 'article', description: 'Articles that are discussed.' },
  subCommands: { put, move },
})
