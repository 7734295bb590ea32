import type { Environment } from '../../config/runtime/environment.ts';
import type { Installation } from '../../config/runtime/installation.ts';
import type { PageRouterOptions } from './page.ts';

/** What the page is told of the installation, whoever asks. */
export function pageFacts(
  environment: Pick<Environment, 'YITU_BASEMAP'>,
  { hall, pack, site, version }: Installation,
): PageRouterOptions['page'] {
  return {
    title: hall.title ?? `${pack.info.name}社会治安综合治理中心`,
    titleEn: hall.titleEn,
    site,
    version,
    basemap: environment.YITU_BASEMAP,
    duty: hall.duty,
    workingHours: hall.workingHours,
  };
}
