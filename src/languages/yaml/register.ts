import type { YamlServices } from './services.js';
import type { YamlFile } from './yaml-file.js';

declare module '../../core/languages.js' {
  interface Languages {
    yaml: { file: YamlFile; services: YamlServices };
  }
}
