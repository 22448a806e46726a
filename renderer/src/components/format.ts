const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A short age for a list: “now”, “5 min”, “3 h”, “12 d”, “4 mo”, “2 y”. */
export function formatAge(timeMs: number, nowMs: number): string {
  const age = Math.max(0, nowMs - timeMs);
  if (age < minuteMs) return 'now';
  if (age < hourMs) return `${Math.floor(age / minuteMs)} min`;
  if (age < dayMs) return `${Math.floor(age / hourMs)} h`;
  if (age < 60 * dayMs) return `${Math.floor(age / dayMs)} d`;
  if (age < 730 * dayMs) return `${Math.floor(age / (30 * dayMs))} mo`;
  return `${Math.floor(age / (365 * dayMs))} y`;
}

/** “just now” or “5 min ago”, for sentences. */
export function formatAgo(timeMs: number, nowMs: number): string {
  const age = formatAge(timeMs, nowMs);
  return age === 'now' ? 'just now' : `${age} ago`;
}

export function formatTime(timeMs: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(timeMs);
}

export function formatDay(timeMs: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(timeMs);
}

export function formatSize(bytes: number): string {
  if (bytes < 1024) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KiB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}

export function formatCount(count: number): string {
  return new Intl.NumberFormat('en-US').format(count);
}

/** “0:45”, “12:05”, “1:02:05”. */
export function formatCountdown(seconds: number): string {
  const pad = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = `${pad(seconds % 60)}`;
  return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** Whole seconds until a time, 0 once it has passed. */
export function secondsUntil(timeMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((timeMs - nowMs) / 1000));
}
