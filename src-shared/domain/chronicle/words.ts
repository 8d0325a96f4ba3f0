import type { Language, StepOutcome } from '../hearing/state.ts';

const kk = {
  title: 'Сот отырысының толық хроникасы',
  demo: 'Демонстрация: сот құжаты емес',
  participants: 'Процеске қатысушылар және оларға қатысты тексерістер',
  notChecked: 'тексерістер жазылмаған',
  remote: 'Бейнеконференцбайланысты қолдану',
  nobodyRemote: 'Бейнеконференцбайланыс қолданылған жоқ.',
  interrupted: 'Байланыс үзілді',
  course: 'Болған жайттар рет-ретімен',
  recording: 'Дыбыс-бейнежазба',
  withdrawn: 'қайтарып алынды',
  earlier: 'бұрынғы мәтіні',
  incident: 'Ақау тіркелді',
  resolved: 'Ақау жойылды',
  told: 'хабарланды',
  actFinal: 'Акт аяқталды',
  paper: 'Құжат',
  hallChecked: 'Зал тексерілді, ақаулысы',
  gap: 'Жазбадағы үзіліс',
  fault: 'Жазба құралдарының хабарламасы',
  protocol: 'Хаттаманың нұсқасы',
  outcome: { done: 'орындалды', failed: 'орындалмады', not_needed: 'қажет емес' } satisfies Record<StepOutcome, string>,
};

const ru: typeof kk = {
  title: 'Полная хроника судебного заседания',
  demo: 'Демонстрация: не является судебным документом',
  participants: 'Участники процесса и проверки, которые к ним относятся',
  notChecked: 'проверки не записаны',
  remote: 'Применение видеоконференцсвязи',
  nobodyRemote: 'Видеоконференцсвязь не применялась.',
  interrupted: 'Связь прерывалась',
  course: 'Что происходило, по порядку',
  recording: 'Аудио-, видеофиксация',
  withdrawn: 'снята',
  earlier: 'прежний текст',
  incident: 'Зарегистрирована неисправность',
  resolved: 'Неисправность устранена',
  told: 'сообщено',
  actFinal: 'Акт завершён',
  paper: 'Документ',
  hallChecked: 'Зал проверен, неисправно',
  gap: 'Перерыв в записи',
  fault: 'Сообщение средств записи',
  protocol: 'Версия протокола',
  outcome: { done: 'выполнено', failed: 'не выполнено', not_needed: 'не требуется' },
};

/** Standing phrases of the chronicle. */
export const chronicleWords: Record<Language, typeof kk> = { kk, ru };
