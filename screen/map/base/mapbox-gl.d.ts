/** The few parts of mapbox-gl 1.13 (which brings no types) that the wall uses beyond what both engines share. */
declare module 'mapbox-gl' {
  export class Map {
    constructor(options: Record<string, unknown>);
    readonly touchZoomRotate: { disableRotation(): void };
  }
  const mapboxgl: { readonly Map: typeof Map; workerUrl: string };
  export default mapboxgl;
}
