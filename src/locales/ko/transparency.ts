import type { Catalogue } from '../index.ts'

/** 투명성 보고서와 그 주변 화면. */
export const koTransparency: Catalogue['reader']['transparency'] = {
  title: '투명성 보고서',
  link: '투명성 보고서',
  intro: (paper) =>
    `${paper}에서 독자 댓글에 대해 내린 결정을 반년마다 수치로 공개합니다. 모든 결정은 흔적 없이 고칠 수 없는 기록에 한 줄씩 남으며, 기록의 마지막 해시를 매일 공개합니다.`,
  periods: '반기별 보고서',
  half: { H1: (year) => `${year}년 상반기`, H2: (year) => `${year}년 하반기` },
  running: '집계 중',
  asData: '데이터로 받기',
  heads: '기록의 마지막 해시',
  headsText:
    '날짜(UTC)별 마지막 결정의 번호와 해시입니다. 이 값을 보관해 두면 그 이전 기록이 바뀌지 않았음을 나중에 확인할 수 있습니다.',
  headsNone: '아직 없습니다. 첫 결정이 내려진 날부터 공개합니다.',
  headColumns: { day: '날짜', seq: '번호', hash: '해시' },

  reportTitle: (half) => `${half} 투명성 보고서`,
  countedTo: '집계 시점',
  days: (zone) => `하루의 시작과 끝은 ${zone} 시각을 기준으로 합니다.`,
  privacyNote:
    '개인이 드러나지 않도록 1에서 4까지의 수치는 <5로 적습니다. *는 그대로 적으면 작은 수치를 알 수 있게 되어 가린 수치입니다.',
  refusedNote:
    '글자 수 초과, 작성 속도 제한, 댓글 마감 등으로 등록되지 않은 글은 저장하지 않으므로 집계에 없습니다.',
  undoneNote: (count) => `30초 안에 되돌린 결정이 ${count}건 있으며, 결정 수에 넣지 않았습니다.`,
  sumNote: '합계',
  all: '전체 보고서 보기',
  figures: '수치',
  row: '항목',

  facts: {
    title: '요약',
    received: '접수한 댓글',
    decisions: '댓글에 대한 결정',
    median: '결정까지 걸린 시간(중앙값)',
    p95: '결정의 95%가 끝난 시간',
    moderators: '결정한 사람 수',
    onePersonDesk: '담당자가 한 명뿐이어서 직접 결정한 이의 제기',
    policies: '적용된 운영 기준 버전',
    log: '결정 기록 번호',
    logRows: (first, last) => `${first}번부터 ${last}번까지`,
    head: '기록의 마지막 해시',
    none: '없음',
  },
  waiting: {
    title: '검토를 기다린 댓글',
    opening: '시작 시점의 대기 댓글',
    in: {
      held: '접수되어 검토로 넘어옴',
      heldAgain: '게시 후 다시 검토로 옮김',
      takenBack: '결정을 되돌림',
    },
    out: {
      approved: '승인',
      rejected: '게시하지 않음',
      other: '작성자가 거두었거나 임시로 가림',
      takenBack: '결정을 되돌림',
    },
    closing: '종료 시점의 대기 댓글',
  },
  tables: {
    received: {
      title: '접수한 댓글',
      rows: { 'at-once': '바로 게시', held: '사람이 먼저 검토' },
    },
    outcome: {
      title: '접수한 댓글의 처리 결과',
      rows: {
        pending: '검토 대기',
        published: '게시',
        rejected: '게시하지 않거나 삭제',
        blinded: '임시로 가림',
        withdrawn: '작성자가 거둠',
        purged: '본문 파기',
      },
    },
    actions: {
      title: '댓글에 대한 결정',
      rows: {
        approve: '승인',
        'reject-before': '게시 전 거절',
        'reject-after': '게시 후 삭제',
        keep: '신고되었으나 유지',
        hold: '검토를 위해 내림',
        blind: '임시로 가림',
        restore: '가린 댓글을 다시 게시',
        overturn: '거절 결정을 뒤집음',
        uphold: '이의 제기에도 결정 유지',
      },
    },
    grounds: {
      title: '거절, 삭제, 임시 조치의 근거',
      rows: { terms: '신문사 운영 기준', law: '법률', none: '없음' },
    },
    sources: {
      title: '결정의 계기',
      rows: {
        own: '담당자의 검토',
        report: '독자 신고',
        notice: '법적 요청',
        order: '기관의 명령',
        appeal: '이의 제기',
        expiry: '임시 조치 기간 만료',
        author: '작성자',
      },
    },
    automation: {
      title: '결정에서 자동 처리가 차지한 몫',
      rows: {
        person: '사람이 찾고 사람이 결정',
        detected: '기계가 찾고 사람이 결정',
        partial: '일부 자동 결정',
        full: '완전 자동 결정',
      },
    },
    languages: {
      title: '기사 언어별 결정',
      rows: { unknown: '알 수 없음' },
    },
    reports: {
      title: '접수한 독자 신고',
      rows: {
        open: '처리 전',
        upheld: '받아들여 댓글을 내림',
        dismissed: '받아들이지 않고 댓글 유지',
        moot: '처리 전에 댓글이 사라짐',
      },
    },
    notices: {
      title: '접수한 법적 요청',
      regimes: {
        dsa16: 'EU 디지털서비스법 제16조',
        kr44_2: '정보통신망법 제44조의2',
        authority_order: '기관의 명령',
      },
      outcomes: {
        open: '처리 전',
        blinded: '댓글을 임시로 가림',
        removed: '댓글 삭제',
        restored: '댓글 다시 게시',
        refused: '거절',
      },
    },
    blinds: {
      title: '임시 조치',
      rows: {
        imposed: '임시로 가림',
        expired: '기간이 끝나 다시 게시',
        restored: '결정에 따라 다시 게시',
        rejected: '삭제로 이어짐',
        withdrawn: '그사이 작성자가 거둠',
      },
    },
    restrictions: {
      title: '계정 이용 제한',
      rows: {
        warn: '경고',
        premoderate: '게시 전 검토',
        mute: '쓰기 정지',
        'no-reports': '신고 정지',
        ban: '이용 정지',
        lift: '제한 해제',
      },
    },
    appeals: {
      title: '접수한 이의 제기',
      sides: { author: '작성자', reporter: '신고자' },
      outcomes: {
        open: '처리 전',
        upheld: '결정 유지',
        overturned: '결정을 뒤집음',
        withdrawn: '취하',
      },
    },
  },
  overturns: {
    clauses: '운영 기준 조항별',
    detectors: '자동 검사별(버전 포함)',
    note: '결정 한 건이 여러 조항을 들 수 있습니다. 번복률은 뒤집힌 수를 답변한 이의 제기 수로 나눈 값입니다.',
    columns: {
      key: '조항 또는 검사',
      decisions: '결정',
      appeals: '답변한 이의 제기',
      overturned: '뒤집음',
      corrected: '자체 정정',
      rate: '번복률',
    },
  },
}
