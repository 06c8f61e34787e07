import type { ApprovalNews } from './approval-notice.rules.ts'

/** What an e-mail about an approval says: its subject's first words, what happened, what there is to do, and why it came. */
export function approvalNewsWords(news: ApprovalNews, step: string): { readonly heading: string; readonly sentence: string; readonly toDo: string; readonly because: string } {
  switch (news.kind) {
    case 'asked': return {
      heading: news.isBack ? 'An approval is with you again' : 'You are asked to act on an approval',
      sentence: `${news.isBack ? 'Whoever asked for it has answered or sent it again, so the clock runs again. ' : ''}${news.act === 'advises' ? 'Your advice is asked for' : 'Your decision is asked for'} on this step: ${step}.`,
      toDo: 'Read the papers and act', because: 'You get this e-mail because you hold the post that is asked, or stand in for whoever does.',
    }
    case 'came-back': return {
      heading: news.how === 'question' ? 'There is a question about an approval' : 'An approval was sent back to you',
      sentence: news.how === 'question' ? `Whoever decides on this step has asked a question: ${step}. The clock stands still until it is answered.` : `Whoever decides on this step has sent it back to be changed: ${step}. The clock stands still until it is sent again.`,
      toDo: news.how === 'question' ? 'Read the question and answer it' : 'Read why, and send it again', because: 'You get this e-mail because your organisation asked for the approval.',
    }
    case 'decided': return {
      heading: 'An approval is decided', sentence: `The outcome of this step is on record: ${step}. It is: ${news.outcome}.`,
      toDo: 'Read the decision', because: 'You get this e-mail because your organisation drafts the project.',
    }
  }
}
