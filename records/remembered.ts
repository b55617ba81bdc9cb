/** Answers that are kept. Most words of a text come again and again, so that few answers are worked out twice. */
const mostAnswers = 50_000;

/** The same function of words, which keeps its answers: so many, then it begins anew, since words may come from anyone. */
export function remembered<Answer>(answerOf: (word: string) => Answer): (word: string) => Answer {
  const answers = new Map<string, Answer>();
  return (word) => {
    const known = answers.get(word);
    if (known !== undefined) return known;
    const answer = answerOf(word);
    if (answers.size >= mostAnswers) answers.clear();
    answers.set(word, answer);
    return answer;
  };
}
