// Makes renditions and prints how long they took, in seconds.
// usage: render.js AT-A-TIME < [{"file","width","height","format"}]
import { readFileSync } from 'node:fs';
import sharp from 'sharp';

const atATime = Number(process.argv[2]);
const jobs = JSON.parse(readFileSync(0, 'utf8'));

// Side by side, each on one core, as the program does.
sharp.concurrency(1);
sharp.cache(false);

// The settings of the program's own renditions.
const encode = {
  avif: (picture) => picture.avif({ quality: 50, effort: 2, chromaSubsampling: '4:2:0' }),
  webp: (picture) => picture.webp({ quality: 80 }),
  jpg: (picture) => picture.jpeg({ quality: 80, progressive: true, optimizeCoding: true, chromaSubsampling: '4:2:0' }),
};

const render = ({ file, width, height, format }) => encode[format](sharp(file).resize(width, height, { fit: 'fill' })).toBuffer();

await Promise.all(Object.keys(encode).map((format) => render({ ...jobs[0], width: 64, height: 48, format })));
const began = performance.now();
let next = 0;
await Promise.all(Array.from({ length: atATime }, async () => {
  while (next < jobs.length) await render(jobs[next++]);
}));
console.log((performance.now() - began) / 1000);
