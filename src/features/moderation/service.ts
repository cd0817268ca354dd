import type { Ports } from '../ports.ts'
import { createDeciding, type Deciding } from './deciding.ts'
import { createExpiring, type Expiring } from './expiring.ts'
import { createLegal, type Legal } from './legal.ts'
import { createLegalDeciding, type LegalDeciding } from './legal-deciding.ts'
import { createQueueing, type Queueing } from './queueing.ts'
import { createReading, type Reading } from './reading.ts'
import { createRecording } from './recording.ts'
import { createReporting, type Reporting } from './reporting.ts'
import { createRestricting, type Restricting } from './restricting.ts'

export interface ModerationService
  extends Queueing,
    Deciding,
    Restricting,
    Reporting,
    Reading,
    Legal,
    LegalDeciding,
    Expiring {}

export function createModerationService(ports: Ports): ModerationService {
  const recording = createRecording(ports)
  const deciding = createDeciding(ports, recording)
  return {
    ...createQueueing(ports, recording),
    ...deciding,
    ...createRestricting(ports, recording, deciding),
    ...createReporting(ports, recording),
    ...createReading(ports, recording),
    ...createLegal(ports, recording),
    ...createLegalDeciding(ports, recording),
    ...createExpiring(ports, recording),
  }
}
