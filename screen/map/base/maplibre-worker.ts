import '../../polyfills.ts';
import 'maplibre-gl/dist/maplibre-gl-csp-worker.js';
