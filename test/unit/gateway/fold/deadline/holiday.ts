import { at, configured, received } from '../log.ts';
import { rules } from './items.ts';
import { YEARS } from './support.ts';

const notice = {
  year: 2027,
  source: '试行通知',
  coverageUntil: '2027-12-31',
  holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-05' }],
  workdays: [],
};
/** An item whose limit runs into a holiday that is not known yet. */
export const late = { ...received({ urgency: 'U3' }), time: at('2026-12-30 10:00') };
/** The holiday becomes known. */
export const published = configured(
  { hash: 'c2', rules, calendars: [...YEARS, notice] },
  at('2026-12-31 09:00'),
);
