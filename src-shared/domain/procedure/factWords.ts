import { factKinds, type FactName, type FactValue } from '../../rules/schema/facts.ts';
import type { Language } from '../hearing/state.ts';
import { words, type Words } from '../words.ts';

const w = (kk: string, ru: string, en: string): Words => ({ kk, ru, en });

/** What is found out, as it is asked on the screen and told in documents. */
export const factWords: Record<FactName, Words> = {
  'hearing.side': w('Соттың рөлі', 'Роль суда', 'Role of the court'),
  'hearing.proceedings': w('Іс санаты', 'Категория дела', 'Kind of case'),
  'hearing.instance': w('Сот сатысы', 'Судебная инстанция', 'Instance'),
  'hearing.remote': w('Қашықтан қатысатындар бар', 'Есть участвующие на расстоянии', 'Somebody takes part remotely'),
  'hearing.remoteFromCourtOrInstitution': w('Сот немесе мекеме арқылы қатысатындар бар', 'Есть участвующие через суд или учреждение', 'Somebody takes part through a court or an institution'),
  'hearing.remoteOnOwnDevice': w('Жеке байланыс құралымен қатысатындар бар', 'Есть участвующие с личного средства связи', 'Somebody takes part on a personal device'),
  'hearing.partyAppeared': w('Тараптардың бірі келді', 'Кто-то из сторон явился', 'One of the parties appeared'),
  'hearing.isClosed': w('Сот отырысы жабық', 'Заседание закрытое', 'The hearing is closed to the public'),
  'hearing.answer': w('Өтінімге жауап', 'Ответ на заявку', 'Answer to the application'),
  'hall.records': w('Залда аудио-, бейнетіркеу бар', 'В зале есть аудио-, видеофиксация', 'The hall records'),
  'hall.hasVideoconference': w('Залда бейнеконференцбайланыс бар', 'В зале есть видеоконференцсвязь', 'The hall has a videoconference'),
  'hall.equippedOneIsFree': w('Жасақталған басқа зал бос', 'Другой оснащённый зал свободен', 'Another equipped hall is free'),
  'participant.way': w('Қатысу тәсілі', 'Способ участия', 'Way of taking part'),
  'participant.role': w('Процестегі рөлі', 'Роль в процессе', 'Role in the proceedings'),
  'participant.age': w('Жасы', 'Возраст', 'Age'),
  'participant.petitioned': w('Өтінішхат берді', 'Заявлено ходатайство', 'Has petitioned'),
  'participant.hasRepresentative': w('Өкілі бар', 'Есть представитель', 'Has a representative'),
  'participant.hears': w('Естиді', 'Слышит', 'Hears'),
  'participant.sees': w('Көреді', 'Видит', 'Sees'),
  'participant.canAsk': w('Сұрақ қоя алады', 'Может задавать вопросы', 'Can ask'),
  'participant.bandwidthMbit': w('Байланыс жылдамдығы', 'Скорость связи', 'Link speed'),
  'participant.appIsCurrent': w('Қосымша жаңартылған', 'Приложение обновлено', 'App is up to date'),
  'participant.placeIsLit': w('Орны жарық', 'Место освещено', 'Place is lit'),
  'participant.placeIsQuiet': w('Бөгде шу жоқ', 'Нет постороннего шума', 'No noise around'),
};

/** Of facts that are numbers. */
export const factUnits: Partial<Record<FactName, Words>> = {
  'participant.bandwidthMbit': w('Мбит/с', 'Мбит/с', 'Mbit/s'),
  'participant.age': w('жас', 'лет', 'years'),
};

export const yesNo = { yes: w('Иә', 'Да', 'Yes'), no: w('Жоқ', 'Нет', 'No') };

const valueWords: Readonly<Record<string, Words>> = {
  ...words.proceedings, ...words.instance, ...words.attendance, ...words.participantRole,
  hearing_court: w('Істі қарайтын сот', 'Суд, рассматривающий дело', 'Court that hears the case'),
  assisting_court: w('Көмек көрсететін сот', 'Содействующий суд', 'Assisting court'),
  confirmed: w('Расталады', 'Подтверждается', 'Confirmed'),
  refused: w('Расталмайды', 'Не подтверждается', 'Refused'),
};

/** One of the values that a fact is chosen from. */
export const choiceWords = (value: string): Words => valueWords[value] ?? w(value, value, value);

export const isFact = (name: string): name is FactName => Object.hasOwn(factKinds, name);

/** Both languages of documents write a comma in numbers. */
function valueText(name: FactName, value: Exclude<FactValue, null>, language: Language): string {
  if (typeof value === 'boolean') return yesNo[value ? 'yes' : 'no'][language].toLowerCase();
  if (typeof value === 'string') return choiceWords(value)[language].toLowerCase();
  return [String(value).replace('.', ','), factUnits[name]?.[language]].filter((word) => word !== undefined).join(' ');
}

/** A fact with what was found, as a document tells it: «Скорость связи: 0,6 Мбит/с». */
export const factText = (name: FactName, value: Exclude<FactValue, null>, language: Language): string => `${factWords[name][language]}: ${valueText(name, value, language)}`;
