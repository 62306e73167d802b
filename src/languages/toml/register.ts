import type { TomlServices } from './services.js';
import type { TomlFile } from './toml-file.js';

declare module '../../core/languages.js' {
  interface Languages {
    toml: { file: TomlFile; services: TomlServices };
  }
}
