/** The word rules, in English. */
export const enWords = {
  title: 'Words',
  intro: 'A comment with one of these words waits for a moderator. No word ever rejects a comment.',
  done: { added: 'The word was added.', removed: 'The word was removed.' },
  trialTitle: 'Try a text',
  trialText: 'Nothing is saved. It shows what the checks of the text would say.',
  text: 'Text',
  trial: 'Try it',
  form: 'Letters that are compared',
  noForm: 'none',
  waits: 'It would wait for a moderator:',
  passes: 'No check of the text would hold it. Whether it waits is then up to the mode of the paper.',
  faulty: 'It could not be sent like this:',
  source: (check: string, version: number) =>
    check === 'word-rules' ? `own words, revision ${version}` : `built in, ${check} ${version}`,
  addTitle: 'Add a word',
  addText:
    'Latin words count as whole words; a star leaves an end open: spam*. Korean words count wherever they stand, bare consonants such as ㅅㅂ as a whole word only. Case, look-alike letters, signs in between and drawn-out letters make no difference.',
  word: 'Word',
  kind: 'List',
  kinds: { hold: 'look first', allow: 'harmless' },
  add: 'Add',
  remove: 'Remove',
  holdTitle: (count: number) => `Look first (${count})`,
  holdText: 'Comments with these words wait.',
  allowTitle: (count: number) => `Harmless (${count})`,
  allowText:
    'Names and terms that hold another word and mean no harm. They also stand against the built-in list.',
  none: 'None yet.',
  readOnly: 'Senior moderators and administrators change these lists.',
} as const
