import { defineConfig } from 'drizzle-kit'

/** `drizzle-kit generate` only writes SQL; applying it is `src/storage/sqlite/migrate.ts`. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './src/storage/sqlite/schema.ts',
  out: './migrations/sqlite',
})
