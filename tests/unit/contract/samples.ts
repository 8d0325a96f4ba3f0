import type { AnyName, Input } from '#shared/contract/index.ts';
import type { Hall } from '#shared/domain/hall.ts';
import { exampleSchedule } from '../../fakes/schedule.ts';

const id = '0199a3b0-7c1e-7d7a-9a55-3f6c2f2d9b01';
const target = { commandId: id, hearingId: id };
const person = { name: 'Үлгі Әкімшіұлы', login: 'ulgi', password: 'long enough' };
const courtServer = { url: 'https://court.example:8443/api', deviceToken: 'device-token-0123456789' };

/** One device of every kind. */
export const hallOfEverything: Hall = {
  court: 'Үлгі сот', name: '№ 1 зал', demo: false,
  cameras: [
    { id: 'cam1', label: 'Зал', source: { type: 'v4l2', device: '/dev/video0' }, widthPx: 1280, heightPx: 720, fps: 25 },
    { id: 'cam2', label: 'Судья', source: { type: 'dshow', device: 'USB Camera' }, widthPx: 1280, heightPx: 720, fps: 25 },
    { id: 'cam3', label: 'Куә', source: { type: 'avfoundation', device: '0' }, widthPx: 1280, heightPx: 720, fps: 25 },
    { id: 'cam4', label: 'Есік', source: { type: 'rtsp', url: 'rtsp://10.0.0.5:554/stream?channel=1' }, widthPx: 1280, heightPx: 720, fps: 25 },
    { id: 'cam5', label: 'Терезе', source: { type: 'rtmp', streamKey: 'window' }, widthPx: 1280, heightPx: 720, fps: 25 },
    { id: 'cam6', label: 'Үлгі', source: { type: 'synthetic', variant: 1 }, widthPx: 1280, heightPx: 720, fps: 25 },
  ],
  microphones: [
    { id: 'mic1', label: 'Төраға', source: { type: 'pulse', device: 'alsa_input.pci', server: 'unix:/run/pulse/native' } },
    { id: 'mic2', label: 'Талап', source: { type: 'alsa', device: 'hw:1,0' } },
    { id: 'mic3', label: 'Жауап', source: { type: 'dshow', device: 'Microphone (USB)' } },
    { id: 'mic4', label: 'Куә', source: { type: 'avfoundation', device: '1' } },
    { id: 'mic5', label: 'Желі', source: { type: 'rtsp', url: 'rtsps://10.0.0.6/audio' } },
    { id: 'mic6', label: 'Үлгі', source: { type: 'synthetic', voice: 1 } },
  ],
};

/** A right input for every call: the compiler asks for a new one with every new call. */
export const rightInput: { [N in AnyName]: Input<N> } = {
  'setup.state': {}, 'setup.tryDemo': { commandId: id, courtServer: true }, 'setup.devices': {},
  'setup.complete': { commandId: id, hall: hallOfEverything, administrator: person, courtServer },
  'session.login': { login: 'ulgi', password: 'x' }, 'session.resume': { token: 'x' }, 'session.loginDemo': { role: 'judge' },
  'session.logout': {}, 'session.time': {},
  'settings.get': {}, 'settings.saveHall': { commandId: id, hall: hallOfEverything }, 'settings.saveCourtServer': { commandId: id, courtServer },
  'settings.saveSecondRecordingFolder': { commandId: id, folder: '/mnt/second/recordings' },
  'users.list': {}, 'users.add': { commandId: id, ...person, role: 'secretary' },
  'users.change': { commandId: id, userId: id, password: 'long enough', role: 'judge', disabled: true },
  'schedule.day': { date: '2026-11-03' }, 'schedule.refresh': { commandId: id, date: '2026-11-03' },
  'schedule.add': { commandId: id, schedule: exampleSchedule() },
  'hearing.get': { hearingId: id }, 'hearing.connect': target, 'hearing.open': target, 'hearing.recess': { ...target, reason: 'үзіліс' },
  'hearing.deliberate': target, 'hearing.technicalBreak': { ...target, reason: 'дыбыс' }, 'hearing.closeToPublic': { ...target, reason: 'ұйғарым' },
  'hearing.resume': target, 'hearing.close': target, 'hearing.postpone': { ...target, reason: 'келмеді', nextAtMs: 1_790_000_000_000 },
  'hearing.cancel': { ...target, reason: 'қайтарылды' },
  'hearing.addMark': { ...target, markId: id, template: 'note', text: 'Куә', pressedAgoMs: 20 },
  'hearing.editMark': { ...target, markId: id, template: 'note', text: 'Куә' }, 'hearing.withdrawMark': { ...target, markId: id },
  'procedure.get': { hearingId: id }, 'procedure.due': {}, 'procedure.demands': { hearingId: id },
  'procedure.answer': { ...target, demand: 'criminal-k185/interrogation', answers: [{ ask: 'ground', answer: 'health' }] },
  'procedure.override': { ...target, condition: 'civil-k7/slow_link', participantId: 'p1', reason: 'тараптар келісті', decidedBy: 'Үлгі' },
  'procedure.recordStep': { ...target, step: 'civil-k7/application', participantId: 'p1', outcome: 'done', values: { 'hall.records': true }, note: 'хат', doneBy: 'Үлгі' },
  'rules.list': {}, 'rules.bringIn': { commandId: id, name: 'civil-k7.json', text: '[]' }, 'rules.takeOut': { commandId: id, key: 'civil-k7 2027-01-01' },
  'paper.draft': { hearingId: id, step: 'civil-k7/application', language: 'kk', values: { organiser: 'Үлгі' }, answer: 'refused' },
  'paper.compose': { ...target, paperId: id, step: 'civil-k7/application', language: 'ru', values: { organiser: 'Үлгі' }, answer: 'confirmed' },
  'paper.finalise': { ...target, paperId: id, number: '12', signedBy: 'Үлгі', way: 'email' },
  'incident.open': { ...target, incidentId: id, subject: 'camera', deviceId: 'cam1', note: 'өшті', startedAgoMs: 5 },
  'incident.update': { ...target, incidentId: id, note: 'жөнделуде', expectedRestorationMs: 1_790_000_000_000 },
  'incident.resolve': { ...target, incidentId: id, how: 'ауыстырылды' },
  'conference.invite': { ...target, participantId: 'p1' }, 'conference.revoke': { ...target, participantId: 'p1', why: 'excluded' },
  'conference.admit': { ...target, participantId: 'p1', admitted: true }, 'conference.mute': { ...target, participantId: 'p1', muted: true },
  'conference.testCall': { commandId: id }, 'conference.testCalls': {},
  'conference.keepTestCall': { commandId: id, call: { line: { roundTripMs: 5, upMbit: 20 }, relay: null, direct: { connectedAfterMs: 300, speed: { downMbit: 9, upMbit: 8 }, roundTripMs: 1, lossPercent: 0, frameRate: 15, levelDb: -40 } } },
  'conference.beginTest': target, 'conference.endTest': target,
  'conference.confide': { ...target, participantId: 'p1', withIds: ['p2'] }, 'conference.endTalk': { ...target, participantId: 'p1' }, 'conference.interpret': { ...target, participantId: 'p1', forIds: ['p2'] },
  'conference.renew': { ...target, participantId: 'p1' }, 'conference.answerProblem': { ...target, participantId: 'p1' },
  'conference.layout': { ...target, display: 'hall', layout: 'grid' },
  'conference.camera': { ...target, camera: { mode: 'camera', cameraId: 'cam1' } }, 'conference.goesOut': { commandId: id, cameraId: 'cam1', isHeard: true },
  'conference.say': { commandId: id, participantId: 'p1', signal: { type: 'signal', connectionId: id, signal: { type: 'offer', sdp: 'v=0' } } },
  'conference.sfu': { commandId: id, ask: { ask: 'watch', connectionId: id, participantId: 'p1' } },
  'conference.link': { commandId: id, participantId: 'p1', link: 'reconnecting', sinceAgoMs: 1000 }, 'conference': {}, 'conference.page': {},
  'conference.picture': { ...target, participantId: 'p1', streamId: id, frames: [{ rtpTimestamp: 0, agoMs: 0, vp8: 'AAAA' }] },
  'conference.measured': { commandId: id, links: [] }, 'conference.history': { hearingId: id, participantId: 'p1', sinceMs: 0, limit: 100 },
  'participants.photo': { hearingId: id, participantId: 'p1' },
  'observers.allow': target, 'observers.end': target, 'observers': {},
  'readiness.get': {}, 'readiness.check': { ...target, plannedHours: 8, monitorsSeen: true }, 'readiness.pattern': { commandId: id, on: true },
  'halls.list': {}, 'halls.save': { commandId: id, halls: [{ name: 'Зал 1', records: true, hasVideoconference: false }] },
  'incident.chain': { hearingId: id, incidentId: id },
  'incident.tell': { ...target, incidentId: id, notice: 'recording-486/office_head', to: 'Д. Ермеков', way: 'phone', toldAgoMs: 10, note: 'өшті' },
  'incident.acknowledge': { ...target, incidentId: id, notice: 'recording-486/office_head', office: 'office_head', ackedAgoMs: 5, note: 'келемін' },
  'incident.mailDraft': { hearingId: id, incidentId: id, notice: 'recording-486/office_head' },
  'incident.mail': { ...target, incidentId: id, notice: 'recording-486/office_head', subject: 'Ақау', text: 'Камера өшті' },
  'mail.settings': {}, 'mail.test': { commandId: id, to: 'ulgi@court.example' },
  'mail.saveServer': { commandId: id, server: { host: 'mail.court.example', port: 587, security: 'starttls', sender: 'hall1@court.example', user: 'hall1', password: 'secret words' } },
  'mail.savePeople': { commandId: id, people: [{ office: 'office_head', name: 'Д. Ермеков', addresses: ['ermekov@court.example'] }], atOnce: true },
  'act.compose': { ...target, actId: id, incidentId: id, language: 'kk' }, 'act.edit': { ...target, actId: id, text: 'акт' }, 'act.finalise': { ...target, actId: id },
  'protocol.preview': { hearingId: id, language: 'ru' }, 'protocol.compose': { ...target, language: 'ru' },
  'queue.list': { hearingId: id, state: 'waiting', limit: 10 }, 'queue.retryNow': { commandId: id }, 'recording.info': { hearingId: id },
  'diagnostics.log': { limit: 10 },
  events: { afterSeq: 0, hearingId: id }, status: {}, levels: {}, log: {},
};
