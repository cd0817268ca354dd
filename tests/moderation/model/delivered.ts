import type { World } from '../../support/world.ts'

/** Everything that is due goes to the inboxes; pictures are left out. */
export async function delivered({ services }: World): Promise<void> {
  const deliver = {
    card: async () => {},
    alert: async () => {},
    statement: (entry: { siteId: string; subjectId: string }) =>
      services.moderation.tell(entry.siteId, entry.subjectId),
  }
  while ((await services.delivery.deliverDue(deliver)) > 0);
}
