/** Where an error came from. Its message is left out, because that can quote what somebody typed. */
export function codePlaces(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const lines = error.stack?.split('\n') ?? [];
  return [error.name, ...lines.filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line)).slice(0, 12)].join('\n');
}
