import { defineCommand } from 'citty'
import { withInstallation } from '../open.ts'
import { printError } from '../output.ts'

export const migrate = defineCommand({
  meta: {
    name: 'migrate',
    description: 'Bring the database to this version. Makes a verified copy first; `start` does the same.',
  },
  async run() {
    await withInstallation(async () => printError('The database is up to date.'))
  },
})
