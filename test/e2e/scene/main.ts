import '../../../screen/styles/main.css';
import type { WallProfile } from '../../../gateway/contract/wall.ts';
import Overview from '../../../screen/scenes/overview/Overview.vue';
import { mountWall } from '../../../screen/shell/mount.ts';
import { inState, type SceneData, turnedOn } from './states.ts';

/** The overview on data that never changes, in the state that the address names. */
const query = new URLSearchParams(location.search);
const visitor = query.get('as') === 'visitor' ? 'visitor' : 'operator';
const recorded = (await (await fetch(`/data/${visitor}.json`)).json()) as SceneData;
/** Lists of several pages show a later one where the address asks for it. */
const turns = Number(query.get('turn'));
const data = turns > 0 ? turnedOn(recorded, turns) : recorded;

/** Tells the page of a wall whose last seat is elsewhere: the address may name it, in metres. */
function seatAt(metres: number): void {
  const asked = window.fetch.bind(window);
  window.fetch = async (...args) => {
    const answer = await asked(...args);
    if (!String(args[0]).includes('/v1/wall')) return answer;
    const told = (await answer.json()) as { readonly profile: WallProfile };
    const profile = { ...told.profile, metres: { ...told.profile.metres, farthestSeat: metres } };
    return new Response(JSON.stringify({ ...told, profile }), answer);
  };
}
const seat = Number(query.get('seat'));
if (seat > 0) seatAt(seat);

const host = document.getElementById('wall');
if (host === null) throw new Error('index.html has no element #wall');

mountWall({ host, scene: Overview, openLive: () => ({ ...inState(data, query.get('state')), stop() {} }) });
