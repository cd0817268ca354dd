import type { Ports } from '../ports.ts'
import { createDeciding, type Deciding } from './deciding.ts'
import { createQueueing, type Queueing } from './queueing.ts'
import { createReading, type Reading } from './reading.ts'
import { createRecording } from './recording.ts'
import { createReporting, type Reporting } from './reporting.ts'
import { createRestricting, type Restricting } from './restricting.ts'
import { createSubjects, type Subjects } from './subjects.ts'

export interface ModerationService extends Queueing, Deciding, Restricting, Reporting, Reading, Subjects {}

export function createModerationService(ports: Ports): ModerationService {
  const recording = createRecording(ports)
  const deciding = createDeciding(ports, recording)
  return {
    ...createQueueing(ports, recording),
    ...deciding,
    ...createRestricting(ports, recording, deciding),
    ...createReporting(ports, recording),
    ...createReading(ports, recording),
    ...createSubjects(ports, recording),
  }
}
