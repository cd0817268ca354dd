import { describe, expect, it } from 'vitest'
import { personalNumber } from '../../../src/features/comments/checks/personal-number.ts'
import { candidate } from './candidate.ts'

const seen = (text: string) => {
  const verdict = personalNumber.run(candidate(text))
  if (verdict.outcome !== 'hold') return null
  const [find] = verdict.finds ?? []
  return [verdict.evidence, text.slice(find?.start, find?.end)]
}

describe('a personal number is seen, and marked where it stands', () => {
  it.each([
    ['문의는 010-0000-1234로', 'phone number', '010-0000-1234'],
    ['문의는 01000001234', 'phone number', '01000001234'],
    ['문의는 ０１０－００００－１２３４', 'phone number', '０１０－００００－１２３４'],
    ['문의는 010\u200b-0000–1234', 'phone number', '010\u200b-0000–1234'],
    ['문의는 공일공-0000-1234', 'phone number', '공일공-0000-1234'],
    ['문의는 +82 10 0000 1234', 'phone number', '+82 10 0000 1234'],
    ['사무실 02-000-1234', 'phone number', '02-000-1234'],
    ['사무실 (031) 000-1234', 'phone number', '(031) 000-1234'],
    ['Call +44 20 7946 0958', 'phone number', '+44 20 7946 0958'],
    ['Call (212) 555-0199 or come', 'phone number', '(212) 555-0199'],
    ['900101-1234567 이 사람', 'resident number', '900101-1234567'],
    ['9001011234568 이 사람', 'resident number', '9001011234568'],
    ['write to noa.bar@mail.example', 'e-mail address', 'noa.bar@mail.example'],
    ['write to noa＠mail．example', 'e-mail address', 'noa＠mail．example'],
    ['4111 1111 1111 1111', 'card or account number', '4111 1111 1111 1111'],
    ['4111111111111111', 'card or account number', '4111111111111111'],
    ['3782-822463-10005', 'card or account number', '3782-822463-10005'],
    ['국민은행 110-123-456789', 'card or account number', '110-123-456789'],
    ['입금은 3021234567891 계좌로', 'card or account number', '3021234567891'],
    ['IBAN GB29 NWBK 6016 1331 9268 19', 'card or account number', 'GB29 NWBK 6016 1331 9268 19'],
  ])('%s', (text, kind, marked) => {
    expect(seen(text)).toEqual([kind, marked])
  })
})

describe('other numbers are left alone', () => {
  it.each([
    '2026-11-24 14:30 회의록',
    '2026.11.24.부터 2027.01.31.까지',
    '기사 번호 2611241234567을 보세요',
    '기사 20261124000012345',
    '스코어는 3-2, 합계 5-4였습니다',
    '예산 1,234,567,890원 가운데 +25 000 000원',
    'The vote was 4-1 and 12-10, then 110-99',
    'ISBN 978-89-01-12345-6, 은행 창구',
    'From 1939-1945 and 1950-1953',
    '12 345 678 visitors, up from 11 222 333',
    'Flight KE 0123 at 07:45, seat 12-34-56',
    '4111 1111 1111 1112 is no card',
    '0000 0000 0000 0000',
    '은행 이자는 3.25%, 2026년 12월 31일까지',
    'GB29 NWBK 6016 1331 9268 18',
    '법률 제19234호 제44조의2 제1항',
    '123-45-67890 사업자',
    'Reader @ the table, 5 @ 3',
  ])('%s', (text) => {
    expect(seen(text)).toBeNull()
  })
})
