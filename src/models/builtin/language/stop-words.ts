/** Words that say nothing about what a text is about, by language. */
import * as stopword from 'stopword';

/** The languages that are known best, with greetings, months and weekdays. */
const lists: Readonly<Record<string, string>> = {
  en: `a about above after again against all also always am an and any are aren't around as at be because been before
  being below between both but by can can't cannot could couldn't did didn't do does doesn't doing don't done down
  during each either else even ever every few for from further get gets getting give given go goes going got had
  hadn't has hasn't have haven't having he he's her here hers herself him himself his how however i i'd i'll i'm i've
  if in instead into is isn't it it's its itself just keep kept last later least less let let's like made make makes
  many may maybe me might more most much must my myself need needs neither never next no nor not now of off often on
  once one only onto or other others our ours ourselves out over own per perhaps please quite rather really same see
  seen several shall she she's should shouldn't since so some something still such take taken than that that's the
  their theirs them themselves then there there's these they they're this those though through thus to together too
  toward two under until up upon us use used uses using very via was wasn't way we we'll we're we've well were weren't
  what what's when where whether which while who whom whose why will with within without won't would wouldn't yes yet
  you you'll you're you've your yours yourself first second third new three four five said say says able across along
  already although among another anything away back began become becomes came come comes day days different early
  enough everything far find found good great half however important including know known large late little long
  look lot mean means much near nothing number old part people put right set show shown shows side small sometimes
  soon sure tell thing things think time times today tomorrow took turn want went whole work year years yesterday
  regards dear hello thanks thank sincerely etc
  january february march april june july august september october november december monday tuesday wednesday thursday
  friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
  page pages http https www com org net html figure fig table section chapter`,
  de: `ab aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus bei beim bereits
  bin bis bist bitte da dabei dadurch dafür dagegen daher damit danach dann daran darauf darum das dass dein deine dem
  den denn der deren des deshalb dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine
  einem einen einer eines einige einigen er erst es etwa etwas euch euer für ganz gar gegen gegenüber gemäß gibt habe
  haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem ins ist ja je
  jede jedem jeden jeder jedes jedoch jetzt kann kein keine keinem keinen keiner können könnte man manche mehr mein
  meine meinem mich mir mit muss müssen nach nachdem nein nicht nichts noch nun nur ob oder ohne schon sehr sein seine
  seinem seinen seiner seit sich sie sind so sobald sofern sogar soll sollen sollte sondern sowie statt über um und uns
  unser unsere unter viel viele vom von vor während war waren warum was weder weil weiter weitere welche welchem welchen
  welcher wenn wer werden wie wieder will wir wird wo wollen worden wurde wurden zu zum zur zwar zwischen zwei drei neue
  neuen neuer neues ersten erste jahr jahre jahren tag tage heute morgen gestern uhr euro herr frau bzw usw etc seite
  sowohl dürfen wäre würde würden hätte sei gut besten freundlichen grüßen grüße geehrte geehrter damen herren liebe
  januar februar märz april mai juni juli august september oktober november dezember montag dienstag mittwoch
  donnerstag freitag samstag sonntag http https www com datum monat monate woche wochen stunde stunden straße telefon betreff`,
  fr: `à afin ai ainsi alors après au aucun aucune aujourd'hui auquel aussi autre autres aux avait avant avec avoir c'est
  car ce ceci cela celle celles celui cependant ces cet cette ceux chaque chez comme comment d'un d'une dans de depuis
  des deux doit donc dont du elle elles en encore entre est et était étaient été être eux fait faire fois font grâce il
  ils j'ai je jusqu'à l'on la laquelle le lequel les lesquels leur leurs lors lorsque lui ma mais me même mêmes mes
  mettre moi moins mon ne ni nos notre nous on ont ou où par parce pas pendant peu peut peuvent plus plusieurs pour
  pourquoi pouvoir premier première près puis quand que quel quelle quelles quelque quelques quels qu'il qu'un qui quoi
  sa sans se selon sera ses seulement si soit son sont sous souvent sur ta tandis te tel telle tels tes toi ton toujours
  tous tout toute toutes très trois trop tu un une vers voici voilà vos votre vous vu y janvier février mars avril mai
  juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche bonjour
  merci madame monsieur cordialement http https www com an ans année années jour jours mois semaine semaines heure heures
  fois date rue avenue objet ci-joint lieu`,
  es: `a al algo algunas algunos ante antes aquel aquella aquí así aun aunque bajo bien cada casi como con contra cual
  cuales cuando cuanto de del desde donde dos durante e el él ella ellas ellos en entonces entre era eran es esa esas
  ese eso esos esta está estaba están estar estas este esto estos fue fueron ha había han hasta hay hace hacer hacia he
  la las le les lo los luego más me mediante mejor menos mi mientras mis mismo mucha muchas mucho muchos muy nada ni
  ningún no nos nosotros nuestra nuestro o os otra otras otro otros para parte pero poco por porque primer primera
  puede pueden pues que qué quien quienes se sea según ser si sí sido siempre sin sino sobre solo sólo son su sus
  también tan tanto te tener tenía tiene tienen toda todas todavía todo todos tras tres tu tus un una unas uno unos
  usted ustedes vez y ya yo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
  lunes martes miércoles jueves viernes sábado domingo hola gracias señor señora saludos http https www com año años
  día días mes meses semana semanas hora horas fecha calle asunto atención señores`,
  it: `a abbiamo ad agli ai al alcune alcuni alla alle allo anche ancora avere aveva c'è che chi ci come con contro cosa
  così cui da dagli dai dal dalla dalle dallo degli dei del dell della delle dello dentro di dopo dove due e è ed egli
  era erano essere fa fino fra fu gli grazie ha hai hanno ho i il in io la le lei li lo loro lui ma mentre mi mio molto
  ne né negli nei nel nella nelle nello no noi non nostra nostro o ogni oggi oltre ora per perché però più poco poi
  possono prima primo può qual quale quali quando quanto quasi quella quelle quelli quello questa queste questi questo
  qui se sempre senza si sia siamo sono sotto sta stata stati stato su sua sue sugli sui sul sulla sulle suo suoi tra
  tre tu tutta tutte tutti tutto un una uno va verso vi via viene voi vostro gennaio febbraio marzo aprile maggio giugno
  luglio agosto settembre ottobre novembre dicembre lunedì martedì mercoledì giovedì venerdì sabato domenica http https
  www com anno anni giorno giorni mese mesi settimana ora ore data via oggetto`,
  pt: `a à ainda além algumas alguns ao aos após aquela aquele aqui as às até cada com como contra da das de dela dele
  depois desde deve do dois dos e é ela elas ele eles em enquanto então entre era eram essa esse esta está estão estar
  este eu foi foram há isso isto já lhe lo mais mas me mesmo meu minha muito muitos na não nas nem no nos nós nossa
  nosso num numa o os ou outra outro outros para pela pelas pelo pelos pode podem por porque pouco primeira primeiro
  quais qual quando que quem se sem sempre ser será seu seus sido sim só sobre sua suas também tão te tem têm ter tinha
  toda todas todo todos três tu um uma umas uns você vocês janeiro fevereiro março abril maio junho julho agosto
  setembro outubro novembro dezembro http https www com ano anos dia dias mês meses semana hora horas data rua assunto`,
  nl: `aan al alle alleen als altijd ander andere ben bent bij daar dan dat de deze die dit doen door dus een eens eerst
  eerste elk en er geen goed haar had heb hebben heeft hem het hier hij hoe hun ik in is ja je jij jullie kan kunnen
  maar meer men met mijn moet moeten na naar niet niets nog nu of om omdat onder ons onze ook op over pas te tegen ten
  ter toch toen tot tussen twee u uit uw van vanaf veel via voor waar wanneer want waren was wat we weer wel welke werd
  wie wij wil worden wordt zal ze zeer zelf zich zij zijn zo zonder zou zullen januari februari maart april mei juni
  juli augustus september oktober november december http https www com jaar jaren dag dagen maand week uur datum betreft straat groet groeten mij`,
};

/** Words of the languages that have no list of their own here, beside those of the package. */
const more: Readonly<Record<string, string>> = {
  ja: `こと もの ため よう これ それ あれ ここ そこ どこ さん 場合 時間 午前 午後 今回 今日 明日 昨日 同じ 以上 以下 以内 以外 以前 以後
  必要 予定 可能 皆様 お願い 確認 連絡 一つ 二つ 大変 本日 当日 翌日 全て 先日 年月 日時 場所 出席 出席者 次回 件名 差出人 宛先 日付 昨年 今年 来年 去年 先週 来週 今週`,
  zh: `一个 一些 这个 那个 这里 那里 我们 你们 他们 她们 它们 自己 现在 已经 可以 可能 因为 所以 如果 但是 而且 或者 还是 就是
  这些 那些 什么 怎么 这样 那样 没有 不是 不会 每天 每个 今天 明天 昨天 今年 去年 一次 一半 另 另外 另一 大部分 多年 以及 其中 之一
  之后 之前 由于 对于 关于 通过 进行 需要 其他 非常 时候 开始 变成 直接 都 负责 同样`,
  ru: `это этот эта эти этого этой этих который которая которое которые которого которой которых также очень более менее больше
  меньше после перед через около между можно нужно будет будут были было быть если чтобы потому когда тогда где куда весь
  всё все всех свой своя свои год года лет день дней раз около сами самих ещё уже два две три января февраля марта апреля
  мая июня июля августа сентября октября ноября декабря`,
  ar: `في من إلى على عن مع هذا هذه ذلك تلك التي الذي الذين كان كانت يكون كما لكن بعد قبل عند كل بين حتى أن إن لا ما هو هي هم
  فيها فيه منها منه عليها عليه لها له بها به أو ثم قد لم لن يمكن منذ خلال حول دون أول مرة يوم تصل تقول بدأت`,
  he: `של את על אל עם כי לא זה זאת היא הוא הם הן אני אנחנו אתה יש אין היה הייתה היו גם רק אם או כמו כל בין אחרי לפני עד`,
};

/** ISO 639-3, the names of the package's lists, by BCP 47. */
const packaged: Readonly<Record<string, string>> = {
  ar: 'ara',
  bg: 'bul',
  bn: 'ben',
  ca: 'cat',
  cs: 'ces',
  da: 'dan',
  de: 'deu',
  el: 'ell',
  en: 'eng',
  es: 'spa',
  et: 'est',
  eu: 'eus',
  fa: 'fas',
  fi: 'fin',
  fr: 'fra',
  gu: 'guj',
  he: 'heb',
  hi: 'hin',
  hr: 'hrv',
  hu: 'hun',
  hy: 'hye',
  it: 'ita',
  ja: 'jpn',
  ko: 'kor',
  lt: 'lit',
  lv: 'lav',
  mr: 'mar',
  ms: 'msa',
  nb: 'nob',
  nl: 'nld',
  no: 'nob',
  pl: 'pol',
  pt: 'por',
  ro: 'ron',
  ru: 'rus',
  sk: 'slk',
  sl: 'slv',
  sv: 'swe',
  th: 'tha',
  tl: 'tgl',
  tr: 'tur',
  uk: 'ukr',
  ur: 'urd',
  vi: 'vie',
  yo: 'yor',
  zh: 'zho',
};

const sets = new Map<string, ReadonlySet<string>>();

/** The stop words of a language, lower case; those of English for one that has no list. */
export function stopWordsOf(language: string): ReadonlySet<string> {
  let words = sets.get(language);
  if (!words) {
    const own = `${lists[language] ?? more[language] ?? ''}`.split(/\s+/);
    words = new Set([...own, ...packagedWords(packaged[language] ?? 'eng')]);
    sets.set(language, words);
  }
  return words;
}

function packagedWords(name: string): readonly string[] {
  const found: unknown = Object.hasOwn(stopword, name) ? Reflect.get(stopword, name) : [];
  return Array.isArray(found) ? found.map(String) : [];
}
