import type { SystemConfigured } from '../contract/events/system.ts';
import { type Context, dayStart, NEUTRAL, type Setting, settingOf } from './context.ts';

/** The log's clock and configuration, as `system.*` entries move them. */
export interface Timeline {
  readonly context: Context;
  /** First ms of the site-local day that `context.now` is in. */
  readonly today: number;
  /** A tick sets the time, forward as a rule; back when the clock of the site was set back. */
  tick(at: number): 'forward' | 'back';
  /** Until the first tick an entry's `receivedAt` stands in for it, never back; true when it moved the time. */
  untilTick(receivedAt: number): boolean;
  configure(said: SystemConfigured): void;
  image(): TimelineImage;
  load(image: TimelineImage): void;
}

export interface TimelineImage {
  readonly now: number;
  readonly ticked: boolean;
  readonly said: SystemConfigured | null;
}

export function createTimeline(): Timeline {
  let now = 0;
  let ticked = false;
  let setting: Setting = NEUTRAL;
  let context: Context = { now, setting };
  let today = dayStart(now, 0);
  const settle = () => {
    context = { now, setting };
    today = dayStart(now, setting.utcOffsetMs);
  };
  return {
    get context() {
      return context;
    },
    get today() {
      return today;
    },
    tick(at) {
      const direction = at < now ? 'back' : 'forward';
      now = at;
      ticked = true;
      settle();
      return direction;
    },
    untilTick(receivedAt) {
      if (ticked || receivedAt <= now) return false;
      now = receivedAt;
      settle();
      return true;
    },
    configure(said) {
      setting = settingOf(said);
      settle();
    },
    image: () => ({ now, ticked, said: setting.said }),
    load(image) {
      ({ now, ticked } = image);
      setting = image.said === null ? NEUTRAL : settingOf(image.said);
      settle();
    },
  };
}
