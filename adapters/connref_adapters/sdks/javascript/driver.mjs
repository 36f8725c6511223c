// The driver of the JavaScript SDK: node driver.mjs --packages DIR (see sdks/README.md).

import { drive } from '../world/index.mjs';
import { createPlatform } from './platform.mjs';

await drive(createPlatform);
