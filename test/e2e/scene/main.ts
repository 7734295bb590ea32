import '../../../screen/styles/main.css';
import Overview from '../../../screen/scenes/overview/Overview.vue';
import { mountWall } from '../../../screen/shell/mount.ts';
import { inState, type SceneData } from './states.ts';

/** The overview on data that never changes, in the state that the address names. */
const query = new URLSearchParams(location.search);
const visitor = query.get('as') === 'visitor' ? 'visitor' : 'operator';
const data = (await (await fetch(`/data/${visitor}.json`)).json()) as SceneData;
const host = document.getElementById('wall');
if (host === null) throw new Error('index.html has no element #wall');

mountWall({ host, scene: Overview, openLive: () => ({ ...inState(data, query.get('state')), stop() {} }) });
