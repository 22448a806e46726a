/** The words that a person reads about a failure. `{name}` is replaced by the error's parameter of that name. */
export interface ErrorWords {
  title: string;
  explanation: string;
  nextStep: string;
}
