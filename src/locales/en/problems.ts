/** One sentence per problem type: what happened, and what to do. */
export const enProblems = {
  'malformed-request': 'That request could not be read. Reload the page and try again.',
  'unknown-field': 'That form is not one of ours, or an old one. Reload the page and try again.',
  'idempotency-key-missing': 'That request lacks its Idempotency-Key. Reload the page and try again.',
  'api-key-refused': 'This request needs a key of the newspaper, and the one that came is none.',
  'signature-refused': 'The signature of this request is missing, old or not right.',
  'sign-in-required': 'You are logged out. Log in again; your text is kept.',
  'not-embeddable': 'This cannot be embedded: it is not public. Link to it instead.',
  'format-unknown': 'Only the formats json and xml are served here.',
  'foreign-origin': 'That request came from another site and was not carried out.',
  'not-allowed': 'You are not allowed to do that.',
  'own-comment': 'This is your own comment. Another person has to decide on it.',
  'not-found': 'There is nothing at this address.',
  'method-not-allowed': 'That cannot be done at this address.',
  'own-report': 'You reported this comment. Another person has to decide on it.',
  'own-appeal': 'This is your own appeal. Another person has to decide on it.',
  'earlier-decider': 'You decided on this before. An appeal is decided by somebody else.',
  restricted: 'Your account may not do this at the moment. The reason is on your own page.',
  banned:
    'Your account is closed for writing in this paper. The reason is on your own page, where you can appeal.',
  'undo-expired': 'The time for undoing this decision is over. Correct it instead, with a reason.',
  'subject-held': 'Nothing can be changed here: it is settled, or an appeal or a legal notice is open.',
  'already-decided': 'Somebody else has just decided on this comment. Yours was not recorded.',
  'lease-lost': 'Your claim on this case ended. Open it again before deciding.',
  'stale-draft':
    'The draft was changed, published or discarded while you were writing. Nothing of yours is lost.',
  'stale-settings': 'The settings were changed while you were at them. Nothing of yours is lost.',
  'discussion-paused': 'The discussions are paused for now. Your text is kept so that you can copy it.',
  'discussion-closed': 'This discussion is closed. Your text is kept so that you can copy it.',
  'duplicate-comment': 'You have already posted exactly this comment.',
  'idempotency-in-flight': 'This comment is being sent already. Wait a moment.',
  'attempt-expired': 'This login took too long or was already used. Please start again.',
  'too-large': 'That is too long or too large. Shorten it and send it again.',
  'unsupported-media-type': 'That kind of content is not accepted here.',
  overloaded:
    'Very many people are here at this moment, so this did not go through. What you wrote is still where you wrote it.',
  'provider-unavailable':
    'This way to log in is switched off for now. Use another one; what you have typed is kept.',
  'site-keys-full': 'Two keys are in use already. End one first.',
  'url-taken': 'Another article has, or had, this address.',
  'sign-on-keys-full': 'Two sign-on keys are in use already. End one first.',
  'wrong-host': 'This service does not answer at that address.',
  'text-empty': 'Write something first.',
  'text-too-long': 'Your comment is too long. Shorten it; nothing was cut.',
  'text-too-complex': 'This text has too many stacked marks or is far too long. Shorten it.',
  'text-malformed': 'Some characters are broken. Type that part again.',
  'text-bidi': 'The text has writing-direction marks that never end. Type it without them.',
  'login-not-fresh': 'For this, log in once more: your login is older than ten minutes.',
  'identity-taken':
    'That login already belongs to another reader account here, so it cannot be added to yours.',
  'last-identity': 'This is your only way to log in. Add another one before you remove it.',
  'name-changed-lately': 'You can change your name once a day. Try again tomorrow.',
  'own-role': 'Nobody changes their own role or second factor. Ask another administrator.',
  'word-known': 'This word is on a list already.',
  'words-full': 'The lists are full. Remove a word first.',
  'word-unusable': 'This cannot be a rule: it is too long, or fewer than two letters of it can be compared.',
  'last-admin': 'This is the last administrator. Make somebody else one first.',
  'wrong-account':
    'This link renews the second factor of another account. Log in with the one that you use at the desk.',
  'already-staff':
    'You belong to this desk already, with a second factor. Log in, or have an administrator reset it first.',
  'invitation-expired':
    'This invitation was used, withdrawn or has expired, or it belongs to another browser.',
  'code-wrong': 'That code is not right, or it was used before. Wait for the next one and type that.',
  'factor-locked': 'Too many wrong codes. No code is taken for a while, not even a right one.',
  'factor-missing': 'Your second factor was reset. Ask an administrator for a link to set it up again.',
  'name-invalid': 'Choose a name of 1 to 30 characters with at least one letter or number.',
  'name-taken-by-staff':
    'That name is too close to the name of somebody who works for this paper. Choose another one.',
  'name-reserved':
    'That name reads as if you spoke for this paper. Choose one without its title or a role such as “editor”.',
  'invalid-field': 'Something in the form is not right. Check it and send it again.',
  'wording-held':
    'Some of this wording often breaks the policy. Change it, or send it for review as it is: a moderator then reads it first.',
  'parent-unavailable':
    'The comment you reply to is no longer there. Your text is kept: with “Cancel reply” it can be a comment of its own.',
  'clause-required': 'Choose a clause of the policy first.',
  'idempotency-key-reused': 'This form was already used for another comment. Reload the page and try again.',
  'article-limit':
    'You have written as many comments under this article as this paper takes from one reader. Your text is kept so that you can copy it.',
  'rate-limited': 'You are writing more often than this paper allows. Your text is kept.',
  'internal-error': 'Something went wrong on our side. Nothing was lost; try again.',
  'login-unavailable': 'The login service did not answer. Try again, or log in another way.',
  'storage-full': 'Comments cannot be saved right now. Your text is kept; try again later.',
  'storage-unavailable': 'Comments cannot be saved right now. Your text is kept; try again in a moment.',
} as const

/** The page a refused form comes back as, in English. */
export const enProblemPage = {
  title: 'That did not work',
  /** Where nothing was sent: a page that somebody wanted to read. */
  unopened: 'This page did not open',
  reload: 'Try again',
  reading: {
    overloaded: 'Very many people are reading at this moment. It will be your turn soon.',
    'rate-limited': 'Too many pages were asked for from where you are. Wait a little.',
    'storage-full': 'Something is full on our side, and this page cannot be made right now.',
    'storage-unavailable': 'Something is broken on our side, and this page cannot be made right now.',
  },
  /** Where a button without a text was pressed. */
  pressed: {
    'sign-in-required': 'You are logged out. Log in again.',
    overloaded: 'Very many people are here at this moment, so this did not go through.',
    'provider-unavailable': 'This way to log in is switched off for now. Use another one.',
    'rate-limited': 'This was asked for more often than this paper allows.',
    'storage-full': 'Nothing can be saved right now, so this was not done. Try again later.',
    'storage-unavailable': 'Nothing can be saved right now, so this was not done. Try again in a moment.',
  },
  /** Where a report, an appeal or a legal notice was sent. */
  filed: {
    'rate-limited': 'Too much has been sent from where you are in a short time. What you wrote is kept.',
    'storage-full': 'Nothing can be saved right now. What you wrote is kept; send it again later.',
    'storage-unavailable':
      'Nothing can be saved right now. What you wrote is kept; send it again in a moment.',
  },
  keptText: 'Your text, so that you can copy it',
} as const
