// Uploads the bytes of standard input (Base64) and prints where they are: { url, media, error }.
// usage: upload.js ENDPOINT KEY parts|whole|along|interrupted|given-up
import { readFileSync } from 'node:fs';
import * as tus from 'tus-js-client';

const [endpoint, key, how] = process.argv.slice(2);
const bytes = Buffer.from(readFileSync(0, 'utf8'), 'base64');
const third = Math.ceil(bytes.length / 3);

function start(more, each) {
  return new Promise((resolve) => {
    let media = null;
    const upload = new tus.Upload(bytes, {
      endpoint,
      headers: { Authorization: `Bearer ${key}` },
      metadata: { filename: 'sea.png', filetype: 'image/png', alt: 'Sea at dawn' },
      chunkSize: how === 'whole' || how === 'along' ? Infinity : third,
      uploadDataDuringCreation: how === 'along',
      retryDelays: [0, 100, 500],
      onAfterResponse: (_, response) => { media = response.getHeader('Upload-Media') ?? media; },
      onSuccess: () => resolve({ url: upload.url, media, error: null }),
      onError: (error) => {
        const answer = error.originalResponse;
        resolve({ url: upload.url, media, error: answer ? `${answer.getStatus()} ${JSON.parse(answer.getBody()).code}` : String(error) });
      },
      onChunkComplete: () => each?.(upload, resolve),
      ...more,
    });
    upload.start();
  });
}

let result;
if (how === 'interrupted') {
  const url = await start({}, (upload, resolve) => upload.abort().then(() => resolve(upload.url)));
  result = await start({ uploadUrl: url });
} else if (how === 'given-up') {
  result = await start({}, (upload, resolve) => upload.abort(true).then(() => resolve({ url: upload.url ?? endpoint, media: null, error: null })));
} else {
  result = await start({});
}
console.log(JSON.stringify(result));
