import type { Catalogue } from '../index.ts'

/** 운영 기준 페이지. */
export const koPolicy: Catalogue['reader']['policy'] = {
  version: (version) => `제${version}판`,
  clauses: '허용되지 않는 내용',
  process: '결정 절차',
  severity: '심각도',
  severities: { 1: '경미', 2: '중대', 3: '심각', 4: '위험' },
  linkTo: (clause) => `${clause} 링크`,
}
