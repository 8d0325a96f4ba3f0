import json
T=lambda kk,ru:{"kk":kk,"ru":ru}
def step(id,phase,per,clauses,who,does,kk,ru,when=None,term=None,needed=None):
    s={"id":id,"phase":phase,"per":per,"clauses":clauses}
    if when is not None: s["when"]=when
    s["who"]=who; s["does"]=does
    if term: s["term"]=term
    if needed is False: s["needed"]=False
    s["text"]=T(kk,ru); return s
H={"fact":"hearing.side","is":"hearing_court"}; A={"fact":"hearing.side","is":"assisting_court"}
R={"fact":"hearing.remote","is":True}; RC={"fact":"hearing.remoteFromCourtOrInstitution","is":True}
remoteP={"fact":"participant.way","in":["court","institution","own_device"]}
atCourtP={"fact":"participant.way","in":["court","institution"]}
ownP={"fact":"participant.way","is":"own_device"}
al=lambda *x:{"all":list(x)}
L=lambda c,u,d="after":{"count":c,"unit":u,"direction":d}
term=lambda frm,l:{"from":frm if isinstance(frm,list) else [frm],"length":l}
low={"fact":"hearing.instance","in":["first","appeal"]}; cass={"fact":"hearing.instance","is":"cassation"}
k185={
"steps":[
 step("remote_ruling","prepare","hearing",["10","13"],"judge","decision","Судья бейнеконференцбайланысты қолдану туралы шешім қабылдады","Судья принял решение о применении видеоконференцсвязи",al(H,R)),
 step("both_ends_possible","prepare","hearing",["10"],"secretary","note","Екі жақта да техникалық мүмкіндік бар","Техническая возможность есть на обеих сторонах",al(H,R)),
 step("date_agreed_oblast","prepare","hearing",["11"],"oblast_coordinator","agreement","Күні мен уақыты облыстық соттың үйлестірушісімен келісілді","Дата и время согласованы с координатором областного суда",al(H,R,low)),
 step("date_agreed_department","prepare","hearing",["12"],"department_coordinator","agreement","Күні мен уақыты Департамент үйлестірушісімен келісілді","Дата и время согласованы с координатором Департамента",al(H,R,cass)),
 step("test_request","prepare","hearing",["13"],"secretary","test_request","Техникалық маманға тестілеу сеансы туралы өтінім ішкі жүйе арқылы жіберілді","Техническому специалисту через внутреннюю систему направлена заявка на тестовый сеанс",al(H,R),term({"step":"remote_ruling"},L(1,"day"))),
 step("test_session","prepare","hearing",["13"],"technical_specialist","test_session","Тестілеу сеансы отырыс күніне дейін бір тәуліктен кешіктірмей өткізілді","Тестовый сеанс проведён не позднее чем за сутки до дня заседания",al(H,R),term("hearing_start",L(1,"day","before"))),
 step("letter","prepare","hearing",["13"],"secretary","letter","Тергеу изоляторына, мекемеге немесе сотқа хат жіберілді","Письмо в следственный изолятор, учреждение или суд направлено",al(H,R),term({"step":"test_session"},L(1,"working_day"))),
 step("publication","prepare","hearing",["3"],"secretary","publication","Отырыс туралы ақпарат және жүйенің жұмысқа қабілеттілігі СО БААТЖ-да орналастырылды","Сведения о заседании и работоспособности системы размещены в ЕАИАС СО",al(H,R)),
 step("equipment_works","day","hearing",["14"],"technical_specialist","readiness","Жабдық жұмысқа жарамды","Оборудование работоспособно",R),
 step("connected","connect","hearing",["15"],"secretary","connection","Отырысқа 20–30 минут қалғанда байланыс орнатылды","Соединение установлено за 20–30 минут до заседания",al(H,R),term("hearing_start",L(20,"minute","before"))),
 step("called_in","connect","hearing",["19"],"bailiff","note","Іске қатысатын адамдар залға шақырылды","Участвующие в деле лица приглашены в зал",H),
 step("arrival","connect","participant",["20"],"institution_officer","check","Келгені тексерілді","Явка проверена",remoteP),
 step("identity","connect","participant",["20"],"institution_officer","check","Жеке басы анықталды","Личность установлена",remoteP),
 step("powers","connect","participant",["20"],"institution_officer","check","Өкілеттігі тексерілді","Полномочия проверены",al(remoteP,{"fact":"participant.role","in":["representative","defence","prosecutor","authority"]})),
 step("may_take_part","connect","participant",["20"],"institution_officer","check","Отырысқа қатысу мүмкіндігі анықталды","Возможность участия выяснена",remoteP),
 step("specialist_told","failure","hearing",["16"],"secretary","notice","Техникалық маманға дереу хабарланды","Техническому специалисту немедленно сообщено",R),
 step("other_side_told","failure","hearing",["17"],"secretary","notice","Екінші жаққа дереу хабарланды","Другой стороне немедленно сообщено",R),
 step("act","failure","hearing",["18"],"secretary","act","Техникалық мүмкіндіктің болмағаны туралы акт жасалып, қол қойылды","Акт об отсутствии технической возможности составлен и подписан",R,needed=False),
],
"conditions":[],
"demands":[
 {"id":"technical_break","clauses":["16","22"],"on":"technical_break","asks":[],"text":T("Төрағалық етуші техникалық ақаулықтарға байланысты үзіліс жариялауға тиіс; хатшы сеансты тоқтатып, қайта қосады","Председательствующий обязан объявить перерыв из-за технических неисправностей; секретарь прекращает сеанс и соединяет снова")},
 {"id":"postponement","clauses":["23"],"on":"postpone","asks":[{"id":"opinion","kind":"text","text":T("Тараптардың келесі қатысу тәсілі туралы пікірі","Мнение сторон о способе дальнейшего участия")},{"id":"oral_petition","kind":"choice","choices":[{"id":"yes","text":T("Иә","Да")},{"id":"no","text":T("Жоқ","Нет")}],"text":T("Ауызша өтінішхат мәлімделді ме","Заявлено ли устное ходатайство")},{"id":"next_at","kind":"moment","text":T("Келесі күні мен уақыты","Следующие дата и время")}],"text":T("Тараптардың пікірі анықталады","Выясняется мнение сторон")},
 {"id":"emergency","clauses":["24"],"on":"emergency","when":R,"asks":[{"id":"what","kind":"choice","choices":[{"id":"riot","text":T("Жаппай тәртіпсіздік","Массовые беспорядки")},{"id":"disobedience","text":T("Топтап бағынбаушылық","Групповое неповиновение")},{"id":"escape","text":T("Қашу","Побег")},{"id":"hostage","text":T("Адамды кепілге алу","Захват заложника")},{"id":"disaster","text":T("Табиғи апат","Стихийное бедствие")},{"id":"state_of_emergency","text":T("Төтенше, ерекше немесе әскери жағдай","Чрезвычайное, особое или военное положение")}],"text":T("Мекемедегі жағдай","Обстоятельство в учреждении")}],"effect":"end_videoconference","text":T("Бейнеконференцбайланыс тоқтатылады","Видеоконференцсвязь прекращается")},
 {"id":"interrogation","clauses":["25","26","27"],"on":"interrogate","asks":[{"id":"who","kind":"participant","text":T("Кімнен жауап алынады","Кого допрашивают")},{"id":"ground","kind":"choice","choices":[{"id":"health","text":T("Денсаулығы немесе басқа дәлелді себеп","Состояние здоровья или другая уважительная причина")},{"id":"safety","text":T("Қауіпсіздігін қамтамасыз ету","Обеспечение безопасности")},{"id":"minor","text":T("Жас бала немесе кәмелетке толмаған","Малолетний или несовершеннолетний")},{"id":"time_limits","text":T("Істі қарау мерзімдерін сақтау","Соблюдение сроков рассмотрения дела")}],"text":T("Қашықтықтан жауап алудың негізі","Основание дистанционного допроса")},{"id":"court","kind":"text","text":T("Ол орналасқан аумақтағы сот","Суд по месту нахождения")}],"text":T("Қашықтықтан жауап алудың негізі жазылады","Записывается основание дистанционного допроса")},
 {"id":"closing_choice","clauses":["5","6"],"on":"close_to_public","asks":[{"id":"link","kind":"choice","choices":[{"id":"keep","text":T("Байланыс жалғасады, бақылаушылар шығарылады","Связь продолжается, наблюдатели удаляются")},{"id":"end","text":T("Байланыс тоқтатылады","Связь прекращается")}],"text":T("Судьяның бейнеконференцбайланыс туралы шешімі","Решение судьи о видеоконференцсвязи")}],"effect":"remove_observers","text":T("Судьяның таңдауы жазылады, бақылаушылар шығарылады","Выбор судьи записывается, наблюдатели удаляются")},
],
"protocol":[{"id":"remote_used","clauses":["21"],"per":"participant","when":remoteP,"text":T("Сот отырысында бейнеконференцбайланыс қолданылды","В судебном заседании применялась видеоконференцсвязь")}],
"documents":[
 {"id":"test_request","clauses":["13"],"form":"test_request","signatories":["secretary"],"recipients":[T("Техникалық маман","Технический специалист")],"title":T("Тестілеу сеансын өткізу қажеттілігі туралы өтінім","Заявка о необходимости проведения тестового сеанса")},
 {"id":"letter","clauses":["13"],"form":"letter","signatories":["secretary"],"recipients":[T("Тергеу изоляторы, мекеме немесе сот","Следственный изолятор, учреждение или суд")],"title":T("Бейнеконференцбайланыс құралдарын қолданып сот отырысын өткізуді ұйымдастыру туралы хат","Письмо об организации проведения судебного заседания с применением средств видеоконференцсвязи")},
],
"notices":[
 {"id":"specialist","clauses":["16"],"subjects":["videoconference","network","monitor"],"from":"secretary","to":["technical_specialist"],"within":None,"after":None,"text":T("Техникалық маманға дереу хабарлау","Немедленно сообщить техническому специалисту")},
 {"id":"other_side","clauses":["17"],"subjects":["videoconference","network","monitor"],"from":"secretary","to":["other_court_secretary","institution_officer"],"within":None,"after":"specialist","text":T("Байланысты ұйымдастыратын сотқа немесе мекемеге дереу хабарлау","Немедленно сообщить суду или учреждению, обеспечивающему связь")},
],
}
rec={
"steps":[
 step("hall_choice","prepare","hearing",["10"],"secretary","hall","Жазба құралдарымен жабдықталған зал таңдалды","Выбран зал с аудио-, видеофиксацией"),
 step("hall_published","prepare","hearing",["4"],"secretary","publication","Залдар мен олардың жай-күйі ішкі порталда жаңартылды","Сведения о залах и их состоянии обновлены на внутреннем портале",needed=False),
 step("readiness_first","day","hearing",["7","17"],"office_head","readiness","Жазба құралдарының жұмысы тексерілді","Работа средств записи проверена",{"fact":"hearing.instance","is":"first"}),
 step("readiness_higher","day","hearing",["7","11","17"],"service_organisation","readiness","Жазба құралдарының жұмысы тексерілді","Работа средств записи проверена",{"fact":"hearing.instance","in":["appeal","cassation"]}),
 step("identity_of_remote","connect","participant",["16"],"judge","check","Қашықтан қатысушының жеке басы мен қатысу фактісі анықталды","Личность дистанционного участника и факт участия установлены",remoteP),
 step("chain_told","failure","hearing",["27","28","29"],"secretary","notice","Ақау туралы тізбек бойынша хабарланды","О неисправности сообщено по цепочке"),
 step("technical_act","failure","hearing",["29"],"secretary","act","Техникалық акт жасалып, хаттамаға тіркелді","Технический акт составлен и приложен к протоколу",needed=False),
 step("short_protocol","after","hearing",["9","19"],"secretary","protocol","Қысқаша хаттама СО БААТЖ-ға жіберілді","Краткий протокол направлен в ЕАИАС СО"),
 step("sealed","after","hearing",["20","26"],"secretary","seal","Жазбаға қол қойылды және сақталды","Запись подписана и сохранена"),
 step("disc","after","hearing",["8","18"],"secretary","disc","Бір дана көшірме дискіге жазылды, тізімдемеге енгізілді","Одна копия записана на диск и внесена в опись",{"fact":"hearing.instance","in":["first","appeal"]},needed=False),
 step("custody","after","hearing",["21","22"],"archivist","custody","Мұрағатшы дискіні тексеріп, қабылдады","Архивариус проверил и принял диск",{"fact":"hearing.instance","in":["first","appeal"]},needed=False),
 step("replicated","after","hearing",["23"],"secretary","replication","Облыстық соттың серверіне көшірілді","Скопировано на сервер областного суда",needed=False),
],
"conditions":[
 {"id":"hall_without_recording","per":"hearing","clauses":["10"],"when":al({"fact":"hall.records","is":False},{"fact":"hall.equippedOneIsFree","is":True}),"effect":"refuse","overriddenBy":None,"text":T("Жабдықталған бос зал бар кезде жазбасыз залда отырыс өткізуге тыйым салынады","Пока есть свободный оборудованный зал, заседание в зале без записи запрещено")},
],
"demands":[],"protocol":[],"documents":[],
"notices":[
 {"id":"office_head","clauses":["27"],"subjects":["camera","microphone","recorder","disk","court_server","power","other"],"from":"secretary","to":["office_head"],"within":None,"after":None,"text":T("Кеңсе меңгерушісіне жедел хабарлау","Немедленно сообщить заведующему канцелярией")},
 {"id":"oblast","clauses":["27"],"subjects":["camera","microphone","recorder","disk","court_server","power","other"],"from":"office_head","to":["oblast_coordinator"],"within":None,"after":"office_head","text":T("Облыстық соттың үйлестірушісіне хабарлау","Сообщить координатору областного суда")},
 {"id":"department","clauses":["28"],"subjects":["camera","microphone","recorder","disk","court_server","power","other"],"from":"oblast_coordinator","to":["department_coordinator"],"within":L(1,"hour"),"after":"oblast","text":T("Себебін анықтап, бір сағат ішінде Департамент үйлестірушісіне хабарлау","Установить причину и в течение часа сообщить координатору Департамента")},
 {"id":"act_due","clauses":["29"],"subjects":["camera","microphone","recorder","disk","court_server","power","other"],"from":"service_organisation","to":["secretary"],"within":L(1,"working_day"),"after":"department","text":T("Себебі расталғаннан кейін бір жұмыс күні ішінде техникалық акт жасау","В течение одного рабочего дня после подтверждения причины составить технический акт")},
],
}
gp={"steps":[
 step("window_own_device","connect","participant",["5"],"secretary","connection","Отырысқа 5–10 минут қалғанда қосылды","Подключился за 5–10 минут до заседания",ownP,term("hearing_start",L(5,"minute","before")),needed=False),
 step("requirements_explained","prepare","participant",["2.1"],"secretary","note","Техникалық талаптар түсіндірілді","Технические требования разъяснены",ownP,needed=False)],
"conditions":[],
"demands":[
 {"id":"oath_remote","clauses":["4"],"on":"oath","asks":[{"id":"who","kind":"participant","text":T("Кім ант береді","Кто приносит присягу")}],"text":T("Қашықтан: ант дауыстап оқылады, төрағалық етуші ескертеді, екеуі де белгіленеді; залда: қолхат алынады","Дистанционно: присяга читается вслух, председательствующий предупреждает, то и другое отмечается; в зале: отбирается расписка")},
],
"protocol":[],"documents":[],"notices":[]}
for n,o in (('k185',k185),('recording',rec),('gp',gp)): json.dump(o,open(f'/tmp/i4/docs-draft/{n}-draft.json','w'),ensure_ascii=False,indent=1)
