import { defineCommand } from 'citty'
import { bytesNamed } from '../named-file.ts'
import { siteByKey, withInstallation } from '../open.ts'
import { printData } from '../output.ts'

/** The picture that the paper's share cards carry in place of its name. */
export const logo = defineCommand({
  meta: {
    name: 'logo',
    description: 'Put a logo on the cards of a newspaper: brevier site logo ledger --file logo.png',
  },
  args: {
    site: { type: 'positional', description: 'key of the site', required: true },
    file: { type: 'string', description: 'PNG, clear or white behind, at most 512 KB' },
    off: { type: 'boolean', description: 'the name in letters again', default: false },
  },
  async run({ args }) {
    const { file, off } = args
    if ((file === undefined) !== off) throw new Error('give either --file or --off')
    const png = file === undefined ? null : await bytesNamed(file)
    await withInstallation(async (composition) => {
      const { key } = await siteByKey(composition, args.site)
      const site = await composition.services.sites.setLogo(key, png)
      printData(JSON.stringify({ site: key, logo: site.logo }))
    })
  },
})
