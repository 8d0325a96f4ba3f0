// The reference beside the console's marks: a page with nothing on it whose key goes by WebSocket to a process
// that writes 512 bytes, waits for the disk and answers. What this takes is the machine's own share.
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const [file] = process.argv.slice(2);
const disk = openSync(file, 'w');
const durable = [];
const page = `<!doctype html><title>bare</title><script>
  const pressed = window.pressed = [];
  const line = new WebSocket('ws://' + location.host);
  line.onopen = () => { window.ready = true; };
  addEventListener('keydown', (e) => { pressed.push(performance.timeOrigin + e.timeStamp); line.send('x'.repeat(512)); });
</script>`;

const server = createServer((request, response) => {
  if (request.url === '/durable') return response.end(JSON.stringify(durable));
  response.setHeader('content-type', 'text/html');
  return response.end(page);
});
new WebSocketServer({ server }).on('connection', (line) => line.on('message', (text) => {
  writeSync(disk, text);
  fdatasyncSync(disk);
  durable.push(performance.timeOrigin + performance.now());
  line.send('ok');
}));
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })));
process.on('SIGTERM', () => { closeSync(disk); process.exit(0); });
