/** The few parts of mapbox-gl 1.13 (which brings no types) that the wall uses beyond what both engines share. */
declare module 'mapbox-gl' {
  interface MapboxMap {
    readonly touchZoomRotate: { disableRotation(): void };
  }
  const mapboxgl: {
    readonly Map: new (options: Record<string, unknown>) => MapboxMap;
    workerUrl: string;
  };
  export default mapboxgl;
}
