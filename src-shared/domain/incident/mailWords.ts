import type { Language } from '../hearing/state.ts';

const kk = {
  subject: 'Техникалық ақау',
  title: 'Техникалық ақау туралы хабарлама',
  demo: 'Демонстрация: сот хабарламасы емес',
  court: 'Сот',
  hall: 'Сот отырысы залы',
  cause: 'Себебі және сипаттамасы',
  causeUnknown: 'анықталуда',
  expectedUnknown: 'әзірге белгісіз',
  who: 'Кім хабарлайды',
  sentBy: 'Жөнелтуші',
  dueBy: 'Хабарлау мерзімі',
  confirm: 'Хабарламаны алғаныңызды сот отырысының хатшысына растаңыз.',
};

const ru: typeof kk = {
  subject: 'Техническая неисправность',
  title: 'Сообщение о технической неисправности',
  demo: 'Демонстрация: не является сообщением суда',
  court: 'Суд',
  hall: 'Зал судебного заседания',
  cause: 'Причина и описание',
  causeUnknown: 'устанавливается',
  expectedUnknown: 'пока не известно',
  who: 'Кто сообщает',
  sentBy: 'Отправил',
  dueBy: 'Сообщить до',
  confirm: 'Подтвердите получение секретарю судебного заседания.',
};

/** Standing phrases of a message about a failure. */
export const mailWords: Record<Language, typeof kk> = { kk, ru };

/** A message that is about nothing but itself. */
export const testWords = {
  subject: 'Сынақ хабарлама / Пробное сообщение',
  text: 'Бұл – сот отырысы залы пультінің сынақ хабарламасы. Ештеңе істеудің қажеті жоқ.\n\nЭто пробное сообщение пульта зала суда. Ничего делать не нужно.\n',
};

/** Before a subject; the same word in both languages. */
export const demoWord = 'Демонстрация';
