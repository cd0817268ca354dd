import type { Ports } from '../ports.ts'
import { createDesk, type Desk } from './desk.ts'
import { createEnrolments, type Enrolments } from './enrolment.ts'
import type { Login, LoginStarter } from './login.ts'
import type { Sessions } from './sessions.ts'
import { createStaffLogin, type StaffLogin } from './staff-login.ts'

/** The desk: how people come to it, how they sign in, and who may do what about whom. */
export interface Staff extends Enrolments, StaffLogin, Desk {}

export function createStaff(
  ports: Ports,
  sessions: Pick<Sessions, 'newSession'>,
  login: LoginStarter & Pick<Login, 'loginAttempt'>,
): Staff {
  return {
    ...createEnrolments(ports, sessions, login),
    ...createStaffLogin(ports, sessions, login),
    ...createDesk(ports),
  }
}
