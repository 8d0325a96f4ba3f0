// Plays a hearing: several pictures in step, one sound, one position on the hearing's timeline.

const followerToleranceS = 0.12;
const pollMs = 3000;

function setUpPlayer(root) {
  const runs = JSON.parse(root.dataset.runs);
  const figures = [...root.querySelectorAll('figure')];
  const strip = root.querySelector('.strip');
  const hand = root.querySelector('.hand');
  const output = root.querySelector('.position');
  const playButton = root.querySelector('.play');
  const totalMs = Number(strip.dataset.totalMs);
  let run = null;
  let master = null;
  let lit;

  const active = () => figures.map((f) => f.querySelector('video')).filter((v) => v.src);
  const positionMs = () => (run ? run.fromMs + master.currentTime * 1000 : 0);

  function load(next) {
    if (run === next) return;
    run = next;
    master = null;
    for (const figure of figures) {
      const video = figure.querySelector('video');
      const source = run.sources[figure.dataset.capture];
      figure.classList.toggle('empty', !source);
      if (!source) { video.removeAttribute('src'); video.load(); continue; }
      video.src = source;
      master ??= video;
      video.muted = video !== master;
    }
  }

  function seek(next, offsetMs) {
    load(next);
    for (const video of active()) video.currentTime = offsetMs / 1000;
    show();
  }

  function seekTo(ms) {
    const next = runs.find((r) => ms < r.toMs) ?? runs.at(-1);
    seek(next, Math.min(Math.max(ms - next.fromMs, 0), next.toMs - next.fromMs));
  }

  async function play() {
    const started = await Promise.allSettled(active().map((v) => v.play()));
    root.dataset.refused = String(started.some((s) => s.status === 'rejected'));
    show();
  }

  function pause() {
    for (const video of active()) video.pause();
    show();
  }

  function keepInStep() {
    for (const video of active()) {
      if (video === master) continue;
      if (Math.abs(video.currentTime - master.currentTime) > followerToleranceS) video.currentTime = master.currentTime;
      if (!master.paused && video.paused && !video.ended) void video.play();
    }
  }

  function clockText(ms) {
    const s = Math.floor(ms / 1000);
    const two = (n) => String(n).padStart(2, '0');
    return `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  }

  function show() {
    const ms = Math.round(positionMs());
    const x = String((Math.min(ms, totalMs) / totalMs) * 1000);
    hand.setAttribute('x1', x);
    hand.setAttribute('x2', x);
    strip.setAttribute('aria-valuenow', String(ms));
    strip.setAttribute('aria-valuetext', clockText(ms));
    output.textContent = clockText(ms);
    playButton.textContent = master.paused ? playButton.dataset.play : playButton.dataset.pause;
    root.dataset.positionMs = String(ms);
    lightMark(ms);
  }

  const marks = [...document.querySelectorAll('button.mark[data-run]')].map((button) => {
    const r = runs.find((one) => one.runId === button.dataset.run);
    return { button, run: r, offsetMs: Number(button.dataset.offsetMs), atMs: r.fromMs + Number(button.dataset.offsetMs) };
  });

  function lightMark(ms) {
    const current = marks.findLast((m) => m.atMs <= ms + 1);
    if (current === lit) return;
    lit = current;
    for (const m of marks) m.button.classList.toggle('current', m === current);
    current?.button.scrollIntoView({ block: 'nearest' });
  }

  for (const video of figures.map((f) => f.querySelector('video'))) {
    video.addEventListener('timeupdate', () => { if (video === master) { keepInStep(); show(); } });
    video.addEventListener('pause', () => { if (video === master) show(); });
    video.addEventListener('ended', () => {
      const following = video === master ? runs[runs.indexOf(run) + 1] : undefined;
      if (following) { seek(following, 0); void play(); }
    });
  }
  for (const m of marks) m.button.addEventListener('click', () => { seek(m.run, m.offsetMs); void play(); });
  playButton.addEventListener('click', () => { if (master.paused) void play(); else pause(); });
  for (const button of root.querySelectorAll('.step')) button.addEventListener('click', () => seekTo(positionMs() + Number(button.dataset.stepMs)));
  strip.addEventListener('click', (event) => {
    const box = strip.getBoundingClientRect();
    seekTo(((event.clientX - box.left) / box.width) * totalMs);
  });
  strip.addEventListener('keydown', (event) => {
    const stepMs = { ArrowLeft: -5000, ArrowRight: 5000, PageDown: -60000, PageUp: 60000 }[event.key];
    if (stepMs === undefined) return;
    event.preventDefault();
    seekTo(positionMs() + stepMs);
  });
  for (const button of root.querySelectorAll('.choose')) {
    button.addEventListener('click', () => {
      for (const other of root.querySelectorAll('.choose')) other.setAttribute('aria-pressed', String(other === button));
      for (const figure of figures) figure.hidden = button.dataset.choose !== '' && figure.dataset.capture !== button.dataset.choose;
      root.querySelector('.pictures').classList.toggle('single', button.dataset.choose !== '');
    });
  }

  seekTo(runs[0].fromMs);
}

// While a copy is being made, looks whether it is there and then shows it.
function watchState(card) {
  const look = async () => {
    const response = await fetch(card.dataset.stateUrl);
    if (response.ok && (await response.json()).state !== card.dataset.state) location.reload();
    else setTimeout(look, pollMs);
  };
  setTimeout(look, pollMs / 2);
}

for (const root of document.querySelectorAll('.player')) setUpPlayer(root);
for (const card of document.querySelectorAll('.player-card[data-state="building"]')) watchState(card);
