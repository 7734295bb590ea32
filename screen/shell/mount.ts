import { type App, type Component, createApp } from 'vue';
import type { PageConfig } from '../../gateway/contract/page-config.ts';
import { createSay } from '../locale/words.ts';
import type { LivePort } from '../state/port.ts';
import { keepAllFaces } from '../styles/fonts.ts';
import { loadConfig } from './boot.ts';
import { type PageParams, readParams } from './params.ts';
import WallPage from './WallPage.vue';

export interface MountOptions {
  readonly host: Element;
  readonly scene: Component;
  readonly openLive: (config: PageConfig, params: PageParams) => LivePort & { stop: () => void };
  /** @default the page's own address */
  readonly address?: Pick<Location, 'search' | 'hash'>;
}

/** Starts the page on its element, with language and theme from the address. */
export function mountWall({ host, scene, openLive, address = location }: MountOptions): App {
  const params = readParams(address.search, address.hash);
  const say = createSay(params.language);
  document.documentElement.dataset.theme = params.theme;
  document.documentElement.dataset.link = 'connecting';
  document.documentElement.lang = params.language === 'zh' ? 'zh-CN' : 'en';
  const app = createApp(WallPage, {
    params,
    say,
    scene,
    load: () => loadConfig(params, say, (url, init) => fetch(url, { ...init, cache: 'no-store' })),
    openLive: (config: PageConfig) => openLive(config, params),
  });
  app.mount(host);
  void keepAllFaces(document.fonts);
  return app;
}
