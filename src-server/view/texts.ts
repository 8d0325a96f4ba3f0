export const languages = ['kk', 'ru', 'en'] as const;
export type ViewLanguage = (typeof languages)[number];

const t = (kk: string, ru: string, en: string) => ({ kk, ru, en });

/** Every word of the browser view that is not the domain's own (`#shared/domain/words.ts`). */
const texts = {
  title: t('Сот сервері', 'Сервер суда', 'Court server'),
  signIn: t('Кіру', 'Войти', 'Sign in'),
  signOut: t('Шығу', 'Выйти', 'Sign out'),
  password: t('Құпия сөз', 'Пароль', 'Password'),
  wrongPassword: t('Құпия сөз дұрыс емес.', 'Неверный пароль.', 'The password is wrong.'),
  locked: t('Қате әрекет тым көп. Бір минуттан кейін қайталаңыз.', 'Слишком много неверных попыток. Повторите через минуту.', 'Too many wrong attempts. Try again in a minute.'),
  noPassword: t('Құпия сөз әлі берілмеген: серверді --set-password арқылы баптаңыз.', 'Пароль ещё не задан: настройте сервер командой --set-password.', 'No password has been set yet: run the server with --set-password.'),
  usedLink: t('Бұл сілтеме бұрын қолданылған.', 'Эта ссылка уже использована.', 'This link has been used already.'),
  language: t('Тіл', 'Язык', 'Language'),
  hearings: t('Сот отырыстары', 'Судебные заседания', 'Hearings'),
  noHearings: t('Консольден әлі ештеңе келген жоқ.', 'От консоли ещё ничего не поступило.', 'Nothing has arrived from a console yet.'),
  caseNumber: t('Істің нөмірі', 'Номер дела', 'Case number'),
  start: t('Басталуы', 'Начало', 'Start'),
  court: t('Сот', 'Суд', 'Court'),
  hall: t('Сот отырысы залы', 'Зал судебного заседания', 'Courtroom'),
  judge: t('Төрағалық етуші', 'Председательствующий', 'Presiding judge'),
  state: t('Күйі', 'Состояние', 'State'),
  arrived: t('Келген файлдар', 'Поступило файлов', 'Files arrived'),
  demo: t('Көрсету деректері: нақты іс емес', 'Демонстрационные данные: не настоящее дело', 'Demonstration data: not a real case'),
  beginningMissing: t('Отырыстың басы туралы дерек әлі келген жоқ', 'Сведения о начале заседания ещё не поступили', 'The hearing\'s first fact has not arrived yet'),
  notUnderstood: t('Бұл серверге түсініксіз, бірақ сақталған деректер', 'Сведения, непонятные этому серверу, но сохранённые', 'Facts kept but not understood by this server'),
  recording: t('Дыбыс-бейнежазба', 'Аудио-, видеозапись', 'Recording'),
  noMedia: t('Жазба әлі келген жоқ. Ол консольдің жүктеу кезегінде болуы мүмкін.', 'Запись ещё не поступила. Возможно, она в очереди отправки консоли.', 'The recording has not arrived yet. It may be in the console\'s upload queue.'),
  segmentsArrived: t('Келген бөліктер', 'Поступило частей записи', 'Parts of the recording arrived'),
  of: t('барлығы', 'из', 'of'),
  notSealed: t('жазба әлі мөрленбеген', 'запись ещё не запечатана', 'the recording is not sealed yet'),
  building: t('Қарау көшірмесі дайындалуда…', 'Готовится копия для просмотра…', 'Preparing the copy for viewing…'),
  buildNow: t('Келгенін қарауға дайындау', 'Подготовить поступившее к просмотру', 'Prepare what has arrived for viewing'),
  buildFailed: t('Қарау көшірмесі дайындалмады. Түпнұсқалар бүтін.', 'Не удалось подготовить копию для просмотра. Оригиналы целы.', 'The copy for viewing could not be made. The originals are untouched.'),
  retry: t('Қайта дайындау', 'Подготовить ещё раз', 'Prepare again'),
  skipped: t('Оқылмаған бөліктер', 'Нечитаемые части', 'Parts that cannot be read'),
  play: t('Ойнату', 'Воспроизвести', 'Play'),
  pause: t('Тоқтату', 'Пауза', 'Pause'),
  back: t('10 секунд артқа', 'Назад на 10 секунд', 'Back 10 seconds'),
  forward: t('10 секунд алға', 'Вперёд на 10 секунд', 'Forward 10 seconds'),
  allCameras: t('Барлық камера', 'Все камеры', 'All cameras'),
  position: t('Орны', 'Позиция', 'Position'),
  marks: t('Белгілер', 'Отметки', 'Marks'),
  noMarks: t('Белгі жоқ.', 'Отметок нет.', 'There are no marks.'),
  withdrawn: t('алынып тасталды', 'отозвана', 'withdrawn'),
  edited: t('өзгертілген', 'изменена', 'edited'),
  sections: t('Отырыс барысы', 'Ход заседания', 'Course of the hearing'),
  notRecorded: t('жазылмаған', 'не записывалось', 'not recorded'),
  incidents: t('Техникалық ақаулар', 'Технические неисправности', 'Technical faults'),
  gap: t('Жазбадағы үзік', 'Пропуск в записи', 'Gap in the recording'),
  participants: t('Процеске қатысушылар', 'Участники процесса', 'Participants'),
  documents: t('Құжаттар', 'Документы', 'Documents'),
  noDocuments: t('Құжат әлі келген жоқ.', 'Документы ещё не поступили.', 'No documents have arrived yet.'),
  files: t('Файлдар мен растаулар', 'Файлы и подтверждения', 'Files and receipts'),
  media: t('Жазба файлдары', 'Файлы записи', 'Files of the recording'),
  file: t('Файл', 'Файл', 'File'),
  size: t('Көлемі', 'Размер', 'Size'),
  sha256: t('Бақылау қосындысы (SHA-256)', 'Контрольная сумма (SHA-256)', 'Hash (SHA-256)'),
  receipt: t('Сервер растауы', 'Подтверждение сервера', 'Server\'s receipt'),
  uploading: t('жүктелуде', 'поступает', 'arriving'),
  mismatch: t('хеш сәйкес келмеді, қайта жіберіледі', 'хеш не совпал, будет отправлено снова', 'hash did not match, will be sent again'),
  facts: t('Растаумен қабылданған деректер', 'Сведения, принятые с подтверждением', 'Facts taken with a receipt'),
  notFound: t('Мұндай бет жоқ.', 'Такой страницы нет.', 'There is no such page.'),
  bytes: t('байт', 'байт', 'bytes'),
} as const;

export type TextKey = keyof typeof texts;
export type Say = (key: TextKey) => string;

export const sayIn = (language: ViewLanguage): Say => (key) => texts[key][language];
export const textKeys = Object.keys(texts) as TextKey[];
