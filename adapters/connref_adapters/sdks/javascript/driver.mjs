// The driver of the JavaScript SDK: node driver.mjs --packages DIR (see sdks/README.md).

import { main } from '../shared/driver.mjs';
import { createPlatform } from './platform.mjs';

await main(createPlatform);
