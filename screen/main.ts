import './polyfills.ts';
import './styles/main.css';
import { createLiveStore } from './live/useLive.ts';
import Overview from './scenes/overview/Overview.vue';
import { mountWall } from './shell/mount.ts';

const host = document.getElementById('wall');
if (host === null) throw new Error('index.html has no element #wall');

mountWall({
  host,
  scene: Overview,
  openLive: (config, params) => {
    const live = createLiveStore({
      client: { kind: 'wall', build: config.version },
      ...(params.key === null ? {} : { key: params.key }),
      ...(params.visitor ? { as: 'visitor' as const } : {}),
    });
    live.start();
    return live;
  },
});
