import type { PolicyInput } from '../src/features/policy/model.ts'

/** Version 1 of the Standards Board Policy. The Korean is written as Korean, and both say the same. */
export const policy: PolicyInput = {
  title: { en: 'Standards Board Policy', ko: '댓글 운영 기준' },
  introduction: {
    en: 'Comments are part of the newspaper, and the same care applies to them as to the pages above them. You may disagree with us, with the people we write about and with each other, sharply and at length up to 250 characters. What follows are the only grounds on which a comment is refused or removed: every decision names one of these clauses, says why it applies, and can be appealed.',
    ko: '댓글도 신문의 일부이므로 기사와 같은 책임으로 다룹니다. 본지의 보도, 기사에 나오는 인물, 다른 독자의 의견에 얼마든지 반대할 수 있으며 250자 안에서는 날카롭게 말해도 됩니다. 댓글을 게시하지 않거나 삭제하는 근거는 아래 조항뿐입니다. 모든 결정에는 해당 조항과 이유를 밝히며, 결정에 대해서는 이의를 제기할 수 있습니다.',
  },
  clauses: [
    {
      id: 'SB-01',
      title: { en: 'Personal attack', ko: '인신공격' },
      text: {
        en: 'Argue with what was said or done, not with who a person is. Insults, name-calling and mockery of a reader, a reporter or anyone in the article are refused. Harsh criticism of a public act is welcome here.',
        ko: '사람이 아니라 말과 행동을 비판해 주십시오. 다른 독자와 기자, 기사에 나오는 인물을 모욕하거나 비하하고 조롱하는 댓글은 게시하지 않습니다. 공적인 행위에 대한 매서운 비판은 해당하지 않습니다.',
      },
      severity: 2,
      dsaCategory: 'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH',
    },
    {
      id: 'SB-02',
      title: { en: 'Hatred of a group', ko: '집단에 대한 혐오' },
      text: {
        en: 'Nobody is degraded for origin, region, nationality, religion, sex, sexual orientation, age, disability, illness or occupation. This covers slurs, sweeping claims about a group’s character, and calls to exclude it. Reporting or opposing such speech is not itself a breach.',
        ko: '출신 국가와 지역, 인종, 종교, 성별, 성적 지향, 나이, 장애, 질병, 직업을 이유로 사람을 깎아내려서는 안 됩니다. 멸칭을 쓰거나 집단 전체의 성품을 단정하거나 배제를 부추기는 표현이 해당합니다. 그러한 표현을 알리거나 비판하는 글은 위반이 아닙니다.',
      },
      severity: 3,
      dsaCategory: 'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH',
    },
    {
      id: 'SB-03',
      title: { en: 'Threats and incitement', ko: '위협과 선동' },
      text: {
        en: 'A comment must not threaten anyone with harm, call for violence, or celebrate it. Wording that leaves the threat to the reader’s imagination is treated like the threat itself. Where life may be in danger we inform the police.',
        ko: '누군가에게 해를 가하겠다고 위협하거나 폭력을 부추기고 찬양하는 댓글은 허용하지 않습니다. 빗대어 말하더라도 위협으로 읽히면 같은 기준을 적용합니다. 생명이 위험할 수 있다고 판단하면 경찰에 알립니다.',
      },
      severity: 4,
      dsaCategory: 'STATEMENT_CATEGORY_VIOLENCE',
    },
    {
      id: 'SB-04',
      title: { en: 'Harassment', ko: '괴롭힘' },
      text: {
        en: 'Following a person from thread to thread, provoking them again after they have withdrawn, or gathering others against them is harassment. A single comment may be acceptable and the pattern still a breach; the pattern is what we judge.',
        ko: '특정인을 여러 기사로 따라다니거나, 대화를 그만두겠다는 사람을 거듭 자극하거나, 다른 이들을 모아 몰아세우는 행위는 괴롭힘입니다. 댓글 하나하나는 문제가 없어 보여도 되풀이되는 양상을 보고 판단합니다.',
      },
      severity: 3,
      dsaCategory: 'STATEMENT_CATEGORY_CYBER_VIOLENCE',
    },
    {
      id: 'SB-05',
      title: { en: 'Private information', ko: '개인정보' },
      text: {
        en: 'Do not publish telephone numbers, addresses, account or registration numbers, private messages, or details that identify somebody who has not made them public. This holds for your own details too: once posted, they cannot be called back.',
        ko: '전화번호와 주소, 계좌번호, 주민등록번호, 사적인 대화, 그 밖에 본인이 공개하지 않은 신상을 알 수 있는 내용을 올릴 수 없습니다. 자신의 정보도 마찬가지입니다. 한번 공개된 정보는 되돌리기 어렵기 때문입니다.',
      },
      severity: 3,
      dsaCategory: 'STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS',
    },
    {
      id: 'SB-06',
      title: { en: 'Unproven accusation', ko: '근거 없는 의혹 제기' },
      text: {
        en: 'To say that a named or recognisable person or business has committed a crime or acted dishonestly, there must be a published source that can be checked. A question mark does not turn an accusation into a question. Opinion that is plainly opinion is free.',
        ko: '특정할 수 있는 개인이나 업체가 범죄를 저질렀거나 부정을 저질렀다고 쓰려면 확인할 수 있는 공개된 근거가 있어야 합니다. 물음표를 붙인다고 의혹이 질문으로 바뀌지는 않습니다. 의견임이 분명한 의견은 자유롭게 쓸 수 있습니다.',
      },
      severity: 3,
      dsaCategory: 'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH',
    },
    {
      id: 'SB-07',
      title: { en: 'Profanity and obscenity', ko: '욕설과 음란한 표현' },
      text: {
        en: 'Swear words and obscene language are refused, also when letters are replaced or left out. A strong word quoted because the story is about it may stand.',
        ko: '욕설과 음란한 표현은 글자를 바꾸거나 일부를 가려도 게시하지 않습니다. 기사의 내용과 관련하여 꼭 필요한 인용은 예외로 할 수 있습니다.',
      },
      severity: 1,
      dsaCategory: 'STATEMENT_CATEGORY_OTHER_VIOLATION_TC',
    },
    {
      id: 'SB-08',
      title: { en: 'Sexual content; minors', ko: '성적 내용과 아동·청소년 보호' },
      text: {
        en: 'Sexual descriptions, sexual remarks about a person and offers of sexual services are removed. Anything that sexualises a minor, or seeks contact with one, is removed at once, kept as evidence and reported to the authorities.',
        ko: '성적인 묘사, 특정인을 대상으로 한 성적인 언급, 성매매를 권하는 글은 삭제합니다. 아동·청소년을 성적으로 다루거나 접촉하려는 내용은 즉시 내리고 증거로 보존하며 수사기관에 신고합니다.',
      },
      severity: 4,
      dsaCategory: 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
    },
    {
      id: 'SB-09',
      title: { en: 'Advertising', ko: '광고와 홍보' },
      text: {
        en: 'Comments are not space for selling, recruiting or promoting one’s own channel, shop or cause. Naming a product because the discussion is about it is fine; a link or contact added in order to win customers is not.',
        ko: '댓글난은 판매나 모집, 자신의 채널·가게·단체를 알리는 곳이 아닙니다. 이야기의 흐름에 맞게 상품을 언급하는 것은 괜찮지만, 고객을 모으려고 링크나 연락처를 붙이는 것은 허용하지 않습니다.',
      },
      severity: 1,
      dsaCategory: 'STATEMENT_CATEGORY_SCAMS_AND_FRAUD',
    },
    {
      id: 'SB-10',
      title: { en: 'Flooding and repeats', ko: '도배와 반복 게시' },
      text: {
        en: 'Say it once. The same or nearly the same text under several articles, or many short comments that crowd others out, will be reduced to one or removed.',
        ko: '같은 말은 한 번이면 충분합니다. 같거나 거의 같은 글을 여러 기사에 올리거나 짧은 댓글을 잇달아 올려 다른 독자의 글을 밀어내면 하나만 남기거나 삭제합니다.',
      },
      severity: 1,
      dsaCategory: 'STATEMENT_CATEGORY_OTHER_VIOLATION_TC',
    },
    {
      id: 'SB-11',
      title: { en: 'Unsafe links', ko: '안전하지 않은 링크' },
      text: {
        en: 'Links must lead where they say they lead. Shortened or disguised addresses, downloads, and pages that ask for passwords or payment are refused. A link to an open, named source is welcome and is checked before it appears.',
        ko: '링크는 표시된 곳으로 이어져야 합니다. 단축하거나 위장한 주소, 파일을 내려받게 하는 주소, 비밀번호나 결제를 요구하는 페이지는 게시하지 않습니다. 출처가 분명한 공개 자료의 링크는 확인을 거쳐 게시합니다.',
      },
      severity: 2,
      dsaCategory: 'STATEMENT_CATEGORY_SCAMS_AND_FRAUD',
    },
    {
      id: 'SB-12',
      title: { en: 'Impersonation', ko: '사칭과 부적절한 이름' },
      text: {
        en: 'Write as yourself or under a pen name, never as another person, an office or this newspaper. A display name that insults, advertises or misleads is treated like a comment that does so.',
        ko: '자신의 이름이나 필명으로 써 주십시오. 다른 사람이나 기관, 본지를 사칭해서는 안 됩니다. 남을 모욕하거나 광고하거나 오해를 일으키는 표시 이름에도 댓글과 같은 기준을 적용합니다.',
      },
      severity: 2,
      dsaCategory: 'STATEMENT_CATEGORY_OTHER_VIOLATION_TC',
    },
    {
      id: 'SB-13',
      title: { en: 'Manipulation', ko: '여론 조작' },
      text: {
        en: 'One person, one voice. Several accounts used as if they were several people, automated posting, and paid or directed comments that do not say so are removed, and the accounts with them.',
        ko: '한 사람은 하나의 목소리를 냅니다. 여러 계정으로 여러 사람인 것처럼 쓰거나, 자동 프로그램으로 올리거나, 대가나 지시를 받고도 밝히지 않은 댓글은 삭제하고 해당 계정도 제한합니다.',
      },
      severity: 2,
      dsaCategory: 'STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS',
    },
    {
      id: 'SB-14',
      title: { en: 'Illegal goods and crime', ko: '불법 거래와 범죄' },
      text: {
        en: 'Comments must not offer or seek drugs, weapons, forged papers, illegal gambling or stolen data, nor explain how to commit a crime. Discussing a law, or breaking news of a crime, is not covered.',
        ko: '마약과 무기, 위조 문서, 불법 도박, 빼낸 정보를 사고팔겠다고 하거나 범죄 방법을 알려 주는 댓글은 허용하지 않습니다. 법 제도나 사건 보도에 관하여 의견을 나누는 것은 해당하지 않습니다.',
      },
      severity: 3,
      dsaCategory: 'STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY',
    },
    {
      id: 'SB-15',
      title: { en: 'Running court case', ko: '진행 중인 재판' },
      text: {
        en: 'Until judgment, comments must not declare a defendant guilty, name jurors, protected witnesses or victims, or repeat what a court has ordered to be kept private. Discussion of the law and of how the trial is conducted stays open.',
        ko: '판결 전에는 피고인을 유죄로 단정하거나, 배심원과 보호받는 증인·피해자의 신원을 밝히거나, 법원이 비공개로 한 내용을 옮길 수 없습니다. 법리와 재판 절차에 관한 토론은 열려 있습니다.',
      },
      severity: 3,
      dsaCategory: 'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH',
    },
    {
      id: 'SB-16',
      title: { en: 'Election rules', ko: '선거 관련 규정' },
      text: {
        en: 'During an election the law limits campaigning, polls and claims about candidates, and so do we. False statements about when, where or how to vote are removed immediately, whoever they favour.',
        ko: '선거 기간에는 선거운동, 여론조사 공표, 후보자에 관한 표현에 법이 정한 제한이 있으며 댓글에도 그대로 적용합니다. 투표 시기와 장소, 방법에 관한 거짓 정보는 누구에게 유리하든 즉시 삭제합니다.',
      },
      severity: 3,
      dsaCategory: 'STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS',
    },
    {
      id: 'SB-17',
      title: { en: 'Copied work', ko: '저작물 무단 전재' },
      text: {
        en: 'Use your own words. A short quotation with its source is fine; an article, poem or image description copied in whole belongs to its author and is removed.',
        ko: '자신의 말로 써 주십시오. 출처를 밝힌 짧은 인용은 괜찮지만, 남의 글을 통째로 옮긴 댓글은 저작권자의 권리를 침해하므로 삭제합니다.',
      },
      severity: 1,
      dsaCategory: 'STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS',
    },
    {
      id: 'SB-18',
      title: { en: 'Falsehood dressed as news', ko: '뉴스로 꾸민 허위 정보' },
      text: {
        en: 'Invented quotations, forged statements and made-up figures presented as reports are removed. Being mistaken is not a breach: where a claim can be corrected in a reply, we prefer the reply.',
        ko: '지어낸 발언, 위조한 발표문, 만들어 낸 수치를 보도처럼 꾸민 댓글은 삭제합니다. 단순한 착오는 위반이 아니며, 답글로 바로잡을 수 있는 내용이라면 삭제보다 답글을 우선합니다.',
      },
      severity: 2,
      dsaCategory: 'STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS',
    },
    {
      id: 'SB-19',
      title: { en: 'Encouraging self-harm', ko: '자해와 자살 조장' },
      text: {
        en: 'Comments must not urge anyone to harm themselves, praise it, describe methods or mock those who suffer. If you are in distress yourself, your comment will not be punished; we will answer with where to find help.',
        ko: '자해나 자살을 권하거나 미화하고, 방법을 알려 주거나, 고통받는 사람을 조롱하는 댓글은 허용하지 않습니다. 본인이 힘든 상황에서 남긴 글에는 불이익을 주지 않으며, 도움받을 수 있는 곳을 안내합니다.',
      },
      severity: 4,
      dsaCategory: 'STATEMENT_CATEGORY_SELF_HARM',
    },
    {
      id: 'SB-20',
      title: { en: 'Off topic and shouting', ko: '주제 이탈과 고성' },
      text: {
        en: 'Keep to the article and to the thread you reply to. Comments in capitals throughout, strings of symbols, and texts that nobody can follow are refused. Write in English or Korean, whichever comes easier to you.',
        ko: '기사와 답글을 단 대화의 주제를 지켜 주십시오. 처음부터 끝까지 강조 부호나 대문자로 쓴 글, 기호만 늘어놓은 글, 뜻을 알 수 없는 글은 게시하지 않습니다. 한국어와 영어 가운데 편한 말로 쓰면 됩니다.',
      },
      severity: 1,
      dsaCategory: 'STATEMENT_CATEGORY_OTHER_VIOLATION_TC',
    },
    {
      id: 'SB-21',
      title: { en: 'Arguing moderation in the thread', ko: '댓글난에서의 운영 항의' },
      text: {
        en: 'Complaints about a decision belong in an appeal, where a second person answers them, and not in the discussion of an article. Criticism of our journalism is not meant by this clause and stays.',
        ko: '운영 결정에 대한 불만은 기사 댓글이 아니라 이의신청으로 알려 주십시오. 다른 담당자가 다시 살펴 답합니다. 본지의 보도를 비판하는 댓글은 이 조항에 해당하지 않으며 삭제하지 않습니다.',
      },
      severity: 1,
      dsaCategory: 'STATEMENT_CATEGORY_OTHER_VIOLATION_TC',
    },
    {
      id: 'SB-22',
      title: { en: 'Evading a restriction', ko: '이용 제한 회피' },
      text: {
        en: 'Whoever is restricted must not go on under another account or through somebody else’s. The new account is closed and the time starts again. An appeal is always the better way.',
        ko: '이용이 제한된 동안 다른 계정이나 남의 계정으로 댓글을 써서는 안 됩니다. 새 계정은 막히고 제한 기간은 처음부터 다시 셉니다. 결정이 부당하다면 이의를 제기해 주십시오.',
      },
      severity: 3,
      dsaCategory: 'STATEMENT_CATEGORY_OTHER_VIOLATION_TC',
    },
  ],
  process: [
    {
      id: 'P1',
      title: { en: 'Who decides, and how fast', ko: '누가 언제 결정합니까' },
      text: {
        en: 'Decisions are taken by moderators of this newspaper who know the policy and the article. A comment that waits is normally read within two hours between 07:00 and 23:00 Korean time, and by the next morning otherwise. Nobody decides on their own comment or report.',
        ko: '결정은 운영 기준과 기사를 아는 본지의 담당자가 내립니다. 대기 중인 댓글은 한국 시각 오전 7시부터 오후 11시까지는 보통 두 시간 안에, 그 밖의 시간에는 다음 날 아침까지 검토합니다. 누구도 자신의 댓글이나 신고를 직접 결정하지 않습니다.',
      },
    },
    {
      id: 'P2',
      title: { en: 'Machines and people', ko: '기계와 사람의 역할' },
      text: {
        en: 'Programs check length, links, repeated texts and certain words. They may hold a comment so that a person reads it first; they do not refuse it. If that should ever change, the decision itself will say that it was automated.',
        ko: '프로그램은 글자 수와 링크, 반복된 글, 특정 낱말을 확인합니다. 사람이 먼저 읽도록 댓글을 대기시킬 수는 있지만 스스로 거부하지는 않습니다. 앞으로 달라지는 일이 있다면 자동으로 내린 결정임을 결정문에 밝히겠습니다.',
      },
    },
    {
      id: 'P3',
      title: { en: 'Reasons given', ko: '이유의 고지' },
      text: {
        en: 'Whoever wrote a comment that is refused, removed or hidden receives a statement: which words, which clause of which version, what the facts were, whether a report or a program led to it, and how to object. Readers of the thread see that something was removed, never why.',
        ko: '댓글이 거부되거나 삭제되거나 가려지면 작성자에게 어떤 글이, 어느 판의 어느 조항에, 어떤 사실 때문에 해당하는지 알립니다. 신고나 프로그램이 계기가 되었는지와 이의를 제기하는 방법도 함께 적습니다. 다른 독자에게는 삭제되었다는 사실만 보입니다.',
      },
    },
    {
      id: 'P4',
      title: { en: 'Appeal', ko: '이의신청' },
      text: {
        en: 'Both the author and a reader who reported a comment may appeal within six months, free of charge and in their own words. A person who took no part in the earlier decision looks at the case afresh. If the appeal succeeds, the comment returns and any penalty is cancelled.',
        ko: '작성자와 신고한 독자 모두 여섯 달 안에 비용 없이 자신의 말로 이의를 제기할 수 있습니다. 앞선 결정에 참여하지 않은 다른 사람이 처음부터 다시 살펴봅니다. 이의가 받아들여지면 댓글을 되돌리고 불이익을 취소합니다.',
      },
    },
    {
      id: 'P5',
      title: { en: 'From warning to ban', ko: '경고에서 이용 정지까지' },
      text: {
        en: 'Breaches carry the weight given with each clause, from 1 to 4, and lapse after 90 days. Repeated breaches lead from a warning to reading before publication, to a pause with an end date, and only then to a ban. A threat or a danger to minors may lead to a ban at once.',
        ko: '위반에는 조항마다 정한 1부터 4까지의 무게가 있으며 90일이 지나면 사라집니다. 위반이 거듭되면 경고, 사전 검토, 기간을 정한 이용 정지를 거쳐 마지막에 영구 정지로 이어집니다. 위협이나 아동·청소년 보호에 관한 위반은 곧바로 정지할 수 있습니다.',
      },
    },
    {
      id: 'P6',
      title: { en: 'Reporting and its misuse', ko: '신고와 신고의 남용' },
      text: {
        en: 'Any signed-in reader may report a comment and name the clause. Reports bring a comment before a person; no number of reports removes it by itself. Whoever reports again and again without ground, after a warning, may lose the report button for a time.',
        ko: '로그인한 독자는 누구나 조항을 골라 댓글을 신고할 수 있습니다. 신고는 담당자가 살펴보게 하는 절차이며, 신고가 많다는 이유만으로 삭제하지는 않습니다. 경고 뒤에도 근거 없는 신고를 되풀이하면 신고 기능을 일정 기간 제한할 수 있습니다.',
      },
    },
    {
      id: 'P7',
      title: { en: 'Legal requests', ko: '법적 요청' },
      text: {
        en: 'A person whose rights a comment infringes may ask for it to be hidden, explaining which right and how; under Korean law we may hide it for up to 30 days, tell both sides, and mark the place. When the time ends without a settlement or an order, the comment returns. Orders of courts and authorities are followed and counted in our report.',
        ko: '댓글로 권리를 침해받은 사람은 어떤 권리가 어떻게 침해되었는지 밝혀 게시 중단을 요청할 수 있습니다. 국내법에 따라 최장 30일 동안 댓글을 가리고 양쪽에 알리며 그 자리에 표시를 남깁니다. 기간 안에 합의나 결정이 없으면 댓글을 되돌립니다. 법원과 관계 기관의 명령은 따르고 그 건수를 보고서에 밝힙니다.',
      },
    },
    {
      id: 'P8',
      title: { en: 'How this policy changes', ko: '기준의 변경' },
      text: {
        en: 'The Standards Board of the newspaper adopts new versions and publishes them with the differences marked at least seven days before they apply. A comment is judged by the version under which it was written. Older versions stay available.',
        ko: '본지의 운영 기준 위원회가 새 판을 정하고, 적용하기 이레 전까지 바뀐 부분을 표시하여 공개합니다. 댓글은 작성할 때의 판에 따라 판단합니다. 지난 판도 계속 볼 수 있습니다.',
      },
    },
    {
      id: 'P9',
      title: { en: 'What is kept, and how long', ko: '보관하는 정보와 기간' },
      text: {
        en: 'The text of refused or withdrawn comments is erased after seven months, statements and appeals after two years, and technical records such as addresses after 90 days. Decisions are kept for five years without names. You can download or erase your own data at any time.',
        ko: '게시되지 않거나 작성자가 거둔 댓글의 본문은 일곱 달 뒤, 결정문과 이의신청은 두 해 뒤, 접속 주소와 같은 기술 기록은 90일 뒤에 지웁니다. 결정 기록은 이름을 뺀 채 다섯 해 동안 보관합니다. 자신의 정보는 언제든지 내려받거나 지울 수 있습니다.',
      },
    },
  ],
}
