import type { Way } from '../conference/quality/figures.ts';
import type { Grade, Part, QualityReason } from '../conference/quality/verdict.ts';
import type { Role } from './actor.ts';
import type { IncidentSubject, NoticeWay, PhaseName, PictureProblem, SectionKind } from './hearing/state.ts';
import type { MarkTemplateId } from './markTemplates.ts';
import type { PaperWay } from './papers/paper.ts';
import type { RemovalReason } from './observers/observers.ts';
import type { Office } from '../rules/schema/parts.ts';
import type { AttendanceWay, Instance, ParticipantRole, ProceedingsKind } from './schedule.ts';

/**
 * The domain's vocabulary, keyed by domain value. Screens and generated documents both take their
 * words from here, so that what was pressed and what the protocol says is the same word. Terms are
 * those of the orders' own text.
 */
export interface Words {
  kk: string;
  ru: string;
  en: string;
}

const w = (kk: string, ru: string, en: string): Words => ({ kk, ru, en });

const participantRole = {
  claimant: w('Талап қоюшы', 'Истец', 'Claimant'),
  defendant: w('Жауапкер', 'Ответчик', 'Defendant'),
  prosecutor: w('Прокурор', 'Прокурор', 'Prosecutor'),
  accused: w('Сотталушы', 'Подсудимый', 'Accused'),
  defence: w('Қорғаушы', 'Защитник', 'Defence counsel'),
  victim: w('Жәбірленуші', 'Потерпевший', 'Victim'),
  offender: w('Жауаптылыққа тартылушы', 'Лицо, привлекаемое к ответственности', 'Person charged'),
  authority: w('Уәкілетті орган', 'Уполномоченный орган', 'Authorised body'),
  representative: w('Өкіл', 'Представитель', 'Representative'),
  witness: w('Куә', 'Свидетель', 'Witness'),
  expert: w('Сарапшы', 'Эксперт', 'Expert'),
  specialist: w('Маман', 'Специалист', 'Specialist'),
  interpreter: w('Аудармашы', 'Переводчик', 'Interpreter'),
  third_party: w('Үшінші тұлға', 'Третье лицо', 'Third party'),
  other: w('Өзге адам', 'Иное лицо', 'Other person'),
} satisfies Record<ParticipantRole, Words>;

const marks = {
  ...participantRole,
  judge: w('Төрағалық етуші', 'Председательствующий', 'Presiding judge'),
  stage_opening: w('Сот отырысы ашылды', 'Судебное заседание открыто', 'Hearing opened'),
  stage_composition: w('Сот құрамы жарияланды', 'Объявлен состав суда', 'Composition of the court announced'),
  stage_identity: w('Жеке басын анықтау', 'Установление личности', 'Identification'),
  stage_powers: w('Өкілеттігін тексеру', 'Проверка полномочий', 'Check of powers'),
  stage_rights: w('Құқықтары мен міндеттері түсіндірілді', 'Разъяснены права и обязанности', 'Rights and duties explained'),
  stage_challenges: w('Қарсылық білдіру', 'Отводы', 'Challenges'),
  stage_preparatory: w('Дайындық бөлімі', 'Подготовительная часть', 'Preparatory part'),
  stage_examination: w('Істі мәні бойынша қарау', 'Рассмотрение дела по существу', 'Examination on the merits'),
  stage_main_trial: w('Басты сот талқылауы', 'Главное судебное разбирательство', 'Main trial'),
  stage_debate: w('Сот жарыссөздері', 'Судебные прения', 'Closing arguments'),
  stage_replies: w('Репликалар', 'Реплики', 'Replies'),
  stage_last_word: w('Сотталушының соңғы сөзі', 'Последнее слово подсудимого', 'Last word of the accused'),
  stage_deliberation: w('Кеңесу бөлмесіне кету', 'Удаление в совещательную комнату', 'Leave to deliberate'),
  stage_announced: w('Сот актісі жарияланды', 'Судебный акт оглашён', 'Decision announced'),
  evidence: w('Дәлелдеме', 'Доказательство', 'Evidence'),
  oath: w('Ант', 'Присяга', 'Oath'),
  motion: w('Өтінішхат', 'Ходатайство', 'Motion'),
  ruling: w('Ұйғарым', 'Определение', 'Ruling'),
  resolution: w('Қаулы', 'Постановление', 'Resolution'),
  remark: w('Ескертпе', 'Замечание', 'Remark'),
  warning: w('Ескерту', 'Предупреждение', 'Warning'),
  question: w('Сұрақ', 'Вопрос', 'Question'),
  answer: w('Жауап', 'Ответ', 'Answer'),
  objection: w('Қарсылық', 'Возражение', 'Objection'),
  signed_receipt: w('Қолхат', 'Расписка', 'Signed receipt'),
  exhibit: w('Заттай дәлелдеме', 'Вещественное доказательство', 'Exhibit'),
  order_in_hall: w('Залдағы тәртіп', 'Порядок в зале', 'Order in the courtroom'),
  technical: w('Техникалық белгі', 'Техническая отметка', 'Technical mark'),
  arrival: w('Келді немесе кетті', 'Прибытие или уход', 'Arrival or departure'),
  recording_announced: w('Жазба жүріп жатқаны жарияланды', 'Объявлено, что идёт запись', 'Recording announced'),
  note: w('Белгі', 'Отметка', 'Mark'),
} satisfies Record<MarkTemplateId, Words>;

const noticeWay = {
  in_person: w('жеке', 'лично', 'in person'),
  phone: w('телефонмен', 'по телефону', 'by telephone'),
  message: w('хабарламамен', 'сообщением', 'by message'),
  email: w('электрондық поштамен', 'по электронной почте', 'by e-mail'),
  letter: w('хатпен', 'письмом', 'by letter'),
  console: w('пульт терезесінде', 'в окне пульта', 'in a window of the console'),
} satisfies Record<NoticeWay, Words>;

const paperWay = {
  email: w('электрондық поштамен', 'по электронной почте', 'by e-mail'),
  internal_system: w('ішкі ақпараттық жүйе арқылы', 'через внутреннюю информационную систему', 'through the internal information system'),
  post: w('поштамен', 'почтой', 'by post'),
  in_person: w('қолма-қол', 'нарочно', 'by hand'),
} satisfies Record<PaperWay, Words>;

const sectionKind = {
  in_session: w('Сот отырысы', 'Судебное заседание', 'In session'),
  recess: w('Үзіліс', 'Перерыв', 'Recess'),
  deliberation: w('Кеңесу бөлмесі', 'Совещательная комната', 'Deliberation room'),
  technical_break: w('Техникалық себептерге байланысты үзіліс', 'Перерыв по техническим причинам', 'Technical break'),
  closed_section: w('Жабық сот отырысы', 'Закрытое заседание', 'Closed hearing'),
} satisfies Record<SectionKind, Words>;

const phase = {
  ...sectionKind,
  scheduled: w('Тағайындалды', 'Назначено', 'Scheduled'),
  connecting: w('Қосылу', 'Подключение', 'Connection'),
  closed: w('Аяқталды', 'Завершено', 'Ended'),
  sealed: w('Жазба мөрленді', 'Запись запечатана', 'Recording sealed'),
  handed_over: w('Сот серверіне тапсырылды', 'Передано на сервер суда', 'Handed over to the court server'),
  postponed: w('Кейінге қалдырылды', 'Отложено', 'Postponed'),
  cancelled: w('Кестеден алынды', 'Снято с графика', 'Taken off the schedule'),
} satisfies Record<PhaseName, Words>;

const proceedings = {
  civil: w('Азаматтық іс', 'Гражданское дело', 'Civil case'),
  criminal: w('Қылмыстық іс', 'Уголовное дело', 'Criminal case'),
  administrative: w('Әкімшілік құқық бұзушылық туралы іс', 'Дело об административном правонарушении', 'Administrative-offence case'),
} satisfies Record<ProceedingsKind, Words>;

const instance = {
  first: w('Бірінші саты', 'Первая инстанция', 'First instance'),
  appeal: w('Апелляциялық саты', 'Апелляционная инстанция', 'Appeal'),
  cassation: w('Кассациялық саты', 'Кассационная инстанция', 'Cassation'),
} satisfies Record<Instance, Words>;

const attendance = {
  hall: w('Сот отырысы залында', 'В зале судебного заседания', 'In the courtroom'),
  court: w('Басқа сот арқылы бейнеконференцбайланыс', 'Видеоконференцсвязь через другой суд', 'Videoconference through another court'),
  institution: w('Мекеме арқылы бейнеконференцбайланыс', 'Видеоконференцсвязь через учреждение', 'Videoconference through an institution'),
  own_device: w('Жеке байланыс құралы (мобильді бейнеконференцбайланыс)', 'Личное средство связи (мобильная видеоконференцсвязь)', 'Personal device (mobile videoconference)'),
} satisfies Record<AttendanceWay, Words>;

const incidentSubject = {
  camera: w('Камера', 'Камера', 'Camera'),
  microphone: w('Микрофон', 'Микрофон', 'Microphone'),
  recorder: w('Дыбыс-бейнежазба жүйесі', 'Система аудио-, видеофиксации', 'Audio-video recording system'),
  disk: w('Диск', 'Диск', 'Disk'),
  videoconference: w('Бейнеконференцбайланыс', 'Видеоконференцсвязь', 'Videoconference'),
  network: w('Желі', 'Сеть', 'Network'),
  court_server: w('Сот сервері', 'Сервер суда', 'Court server'),
  monitor: w('Монитор', 'Монитор', 'Monitor'),
  power: w('Электр қуаты', 'Электропитание', 'Power supply'),
  other: w('Өзге', 'Иное', 'Other'),
} satisfies Record<IncidentSubject, Words>;

const userRole = {
  secretary: w('Сот отырысының хатшысы', 'Секретарь судебного заседания', 'Court secretary'),
  judge: w('Төрағалық етуші', 'Председательствующий', 'Presiding judge'),
  specialist: w('Техникалық маман', 'Технический специалист', 'Technical specialist'),
  administrator: w('Жүйе әкімшісі', 'Администратор системы', 'Administrator'),
} satisfies Record<Role, Words>;

/** Why there is no picture of what was the matter. */
const pictureProblem = {
  not_recorded: w('камера жазылмаған', 'камера не записывалась', 'the camera was not recorded'),
  not_readable: w('сурет алу мүмкін болмады', 'снимок получить не удалось', 'no picture could be made'),
  not_written: w('сурет дискіге жазылмады', 'снимок не записан на диск', 'the picture could not be written'),
  no_windows: w('пульт браузерде ашық, өз терезесі жоқ', 'пульт открыт в браузере, собственного окна нет', 'the console is open in a browser and has no window of its own'),
  restarted: w('пульт қайта іске қосылды', 'пульт был перезапущен', 'the console was started anew'),
} satisfies Record<PictureProblem, Words>;

const consoleWindow = {
  secretary: w('Хатшының терезесі', 'Окно секретаря', 'Secretary’s window'),
  judge: w('Төрағалық етушінің терезесі', 'Окно председательствующего', 'Judge’s window'),
  console: w('Пульт терезесі', 'Окно пульта', 'Console’s window'),
} satisfies Record<string, Words>;

/** Who signs or is told, beside the people who use the console. Keys stand in the rule files. */
const office = {
  secretary: userRole.secretary,
  technical_specialist: userRole.specialist,
  office_head: w('Кеңсе меңгерушісі', 'Заведующий канцелярией', 'Head of office'),
  court_administrator_head: w('Сот әкімшісінің басшысы', 'Руководитель администратора суда', 'Head of the court administrator'),
  judge: w('Төрағалық етуші', 'Председательствующий', 'Presiding judge'),
  court_chairman: w('Сот төрағасы', 'Председатель суда', 'Court chairman'),
  vcs_organiser: w('БКБ ұйымдастыруды қамтамасыз ететін адам', 'Лицо, обеспечивающее организацию ВКС', 'VCS organiser'),
  oblast_coordinator: w('Облыстық соттың үйлестірушісі', 'Координатор областного суда', 'Regional court’s coordinator'),
  oblast_office_head: w('Облыстық сот кеңсесінің басшысы', 'Руководитель канцелярии областного суда', 'Head of the regional court’s office'),
  department_coordinator: w('Департаменттің үйлестірушісі', 'Координатор Департамента', 'Department’s coordinator'),
  service_organisation: w('Қызмет көрсетуші ұйым', 'Обслуживающая организация', 'Service organisation'),
  bailiff: w('Сот приставы', 'Судебный пристав', 'Bailiff'),
  institution_officer: w('Мекеменің жауапты қызметкері', 'Ответственный сотрудник учреждения', 'Institution’s officer'),
  other_court_secretary: w('БКБ-ны қамтамасыз ететін соттың хатшысы', 'Секретарь суда, обеспечивающего ВКС', 'Assisting court’s secretary'),
  archivist: w('Мұрағатшы', 'Архивариус', 'Archivist'),
} satisfies Record<Office, Words>;

/** Strips that open under a key and hold further templates. */
const strip = {
  other_person: w('Өзге адам', 'Иное лицо', 'Other person'),
  stage: w('Кезең', 'Этап', 'Stage'),
} satisfies Record<string, Words>;

/** As the hall sees it: what comes from a participant, and what of the hall reaches them. */
const linkPart = {
  from_picture: w('қатысушының бейнесі', 'изображение от участника', 'picture from the participant'),
  from_sound: w('қатысушының дыбысы', 'звук от участника', 'sound from the participant'),
  to_picture: w('залдың қатысушыға баратын бейнесі', 'изображение зала у участника', 'picture of the hall at the participant'),
  to_sound: w('залдың қатысушыға баратын дыбысы', 'звук зала у участника', 'sound of the hall at the participant'),
} satisfies Record<`${Way}_${Part}`, Words>;

const linkGrade = {
  good: w('жақсы', 'хорошо', 'good'),
  weak: w('нашарлаған', 'ухудшилось', 'weak'),
  unfit: w('жарамсыз', 'непригодно', 'not fit'),
} satisfies Record<Grade, Words>;

const linkReason = {
  nothing: w('мүлде келмей тұр', 'не поступает', 'nothing arrives'),
  frozen: w('бейне қатып қалды', 'изображение застыло', 'the picture stands still'),
  loss: w('деректер жоғалып жатыр', 'данные теряются', 'data is lost'),
  gaps: w('дыбыс үзіліп тұр', 'звук прерывается', 'the sound breaks up'),
  delay: w('тым кешігіп жетеді', 'большая задержка', 'it comes late'),
  bandwidth: w('өткізу қабілеті жетпейді', 'не хватает пропускной способности', 'too little bandwidth'),
  few_frames: w('кадр тым аз', 'слишком мало кадров', 'too few frames'),
  silent: w('микрофоннан дыбыс жоқ', 'микрофон молчит', 'the microphone is silent'),
} satisfies Record<QualityReason, Words>;

const linkState = { cut: w('байланыс жоқ', 'связи нет', 'there is no link') };

const observersRemoved = {
  withdrawn: w('сот рұқсатын қайтарып алды', 'суд отозвал разрешение', 'the court has withdrawn its permission'),
  closed_to_public: w('сот жабық отырысқа көшті', 'суд перешёл в закрытое заседание', 'the court has gone into closed session'),
  emergency: w('төтенше жағдай', 'чрезвычайная ситуация', 'an emergency'),
  over: w('отырыс аяқталды', 'заседание окончено', 'the hearing is over'),
} satisfies Record<RemovalReason, Words>;

export const words = {  marks, sectionKind, phase, proceedings, instance, participantRole, attendance, incidentSubject, noticeWay, paperWay, pictureProblem, consoleWindow, userRole, office, strip, linkPart, linkGrade, linkReason, linkState, observersRemoved } as const;
