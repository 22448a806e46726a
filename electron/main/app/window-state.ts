import { z } from 'zod';

export const minimumSize = { width: 860, height: 560 };
const defaultSize = { width: 1180, height: 760 };

export const windowStateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(minimumSize.width),
  height: z.number().int().min(minimumSize.height),
});

export type WindowState = z.infer<typeof windowStateSchema>;

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where to open: as it was left, unless its screen is gone, so that the window can always be reached. */
export function initialBounds(saved: WindowState | null, screens: readonly Area[]): Partial<Area> {
  if (!saved) return defaultSize;
  const visible = screens.some(
    (screen) =>
      saved.x + saved.width > screen.x + 80 &&
      saved.x < screen.x + screen.width - 80 &&
      saved.y >= screen.y - 10 &&
      saved.y < screen.y + screen.height - 80,
  );
  return visible ? saved : { width: saved.width, height: saved.height };
}
