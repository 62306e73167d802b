// The yardstick: what a person would write to find the files that hold a string. node plain-search.mjs <folder> <string>
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const [root, needle] = process.argv.slice(2);
const folders = [root];
let files = 0;
const found = [];
for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) folders.push(file);
    else if (entry.isFile() && entry.name.endsWith('.py')) {
      files++;
      if (readFileSync(file).includes(needle)) found.push(file);
    }
  }
}
console.log(found.join('\n'));
console.error(`${files} files, ${found.length} with ${needle}`);
