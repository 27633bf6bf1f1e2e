"""How each language says whose words a quotation is: verbs of saying, and what else may tell it. Pure."""

from __future__ import annotations

from typing import Final

SAYING: Final = {
    "zh": r"(?:強調|强调|補充|补充|指出|表示|說明|说明|坦言|直言|聲稱|声称|回應|回应|寫道|写道|問道|问道|喊道|回答|解釋|解释|質問|質疑|重申|稱|称|說|说)(?:表示|說|说|稱|称)?道?",
    "ja": r"述べ(?:た|て|る|ま|(?=、))|語(?:った|って|る|りま)|話(?:した|して|す)|言(?:った|って|う|いま)|指摘(?:した|し|する)|強調(?:した|し|する)|訴え(?:た|て|る)|説明(?:した|し|する)|付け加え|コメント(?:した|し)|表明(?:した|し)|主張(?:した|し|する)|批判(?:した|し|する)|答え(?:た|て)|警告(?:した|し)",
    "ko": r"(?:말|지적|강조|설명|주장|비판|촉구|호소|경고|답|반문|언급)(?:했|하였|한다|하며|하면서)|밝(?:혔|힌다|히며)|전(?:했|한다|하며)|덧붙(?:였|인다|이며)|썼다|물었다",
    "th": r"(?:กล่าว|ระบุ|บอก|เปิดเผย|เผย|(?<!การ)แถลง(?!ข่าว)|พูด|ย้ำ|ตอบ|เตือน|ชี้|เขียน|อธิบาย)(?:เสริม|เพิ่มเติม|ย้ำ)?(?:ว่า)?",
    "pt": r"disse|diz|afirm(?:ou|a)|declar(?:ou|a)|acrescent(?:ou|a)|expli(?:cou|ca)|ressalt(?:ou|a)|destac(?:ou|a)|relat(?:ou|a)|cont(?:ou|a)|escreve(?:u)?|respond(?:eu|e)|pergunt(?:ou|a)|alert(?:ou|a)|conclu(?:iu|i)|observ(?:ou|a)|coment(?:ou|a)|enfatiz(?:ou|a)|denunci(?:ou|a)|advert(?:iu|e)|salient(?:ou|a)|continuou|apont(?:ou|a)|argument(?:ou|a)|fris(?:ou|a)|reiter(?:ou|a)|critic(?:ou|a)",
    "es": r"dijo|dice|ha dicho|(?:ha )?(?:declar|afirm|señal|agreg|explic|expres|manifest|asegur|indic|pregunt|coment|relat|cont|apunt|destac|denunci|subray|recalc|critic|alert)(?:ó|a|ado)|(?:ha )?añad(?:ió|e|ido)|escrib(?:ió|e)|respond(?:ió|e)|advirt(?:ió)|advierte|conclu(?:yó|ye)|sostuvo|sostiene|insist(?:ió|e)",
    "fr": r"(?:a (?:aussi |également |encore |ensuite )?)?(?:déclaré|affirmé|ajouté|expliqué|souligné|indiqué|précisé|écrit|répondu|demandé|dénoncé|raconté|rappelé|averti|estimé|commenté|lancé|confié|martelé|insisté)|a (?:aussi |également |encore |ensuite )?(?:dit|conclu)|dit|déclare|affirme|ajoute|explique|souligne|indique|précise|répond|demande|dénonce|raconte|rappelle|conclut|estime",
    "de": r"sagte|sagt|erklärte|erklärt|betonte|betont|schrieb|schreibt|antwortete|fragte|warnte|warnt|berichtete|kritisierte|forderte|mahnte|meinte|äußerte|ergänzte|fügte",
    "id": r"kata(?!-)|ujar|ucap|tutur|tegas|jelas|papar|ungkap|imbuh|tambah|tulis|sebut|mengatakan|menyatakan|menegaskan|menambahkan|menjelaskan|mengungkapkan|menulis|berkata|menuturkan|memperingatkan|menjawab",
    "ar": r"[وف]?(?:قال|قالت|يقول|تقول|صر[ّ]?ح|صر[ّ]?حت|أضاف|أضافت|أك[ّ]?د|أك[ّ]?دت|أوضح|أوضحت|ذكر|ذكرت|أعلن|أعلنت|كتب|كتبت|شد[ّ]?د|شد[ّ]?دت|حذ[ّ]?ر|حذ[ّ]?رت|عل[ّ]?ق|عل[ّ]?قت|أشار|أشارت|تابع|تابعت|رد[ّ]?|رد[ّ]?ت)",
}  # fmt: skip
"""Verbs that say whose words a quotation is: finite forms, as patterns for words (parts of text without spaces)."""
TELLING: Final = {
    "zh": r"[說说稱称道言云曰問问答叫喊寫写訴诉談谈話话語语述表指據据按依引認认為为呼籲吁強强調调補补聲声信嘆讚批罵回提接續续]",
    "ja": r"[言述語話書訴問答説告談叫呟訊綴返]|と[、,\s]|いわく|コメント",
    "ko": r"라고|라며|라는|라면서|말|밝[히혔힌]|전[하했한]|답[하했한]|썼|쓴|물었",
    "th": r"ถาม|เล่า|คำ|ตาม|เสริม|อ้าง|ว่า",
    "pt": r"palavras?|declaraç\w+|frases?|afirmaç\w+|cit\w+|diz\w+|dit[oa]s?|fal\w+|lê-se|assim|desabaf\w+|lament\w+|lembr\w+|ped\w+|avis\w+|resum\w+",
    "es": r"palabras?|declaraci\w+|frases?|afirmaci\w+|cit\w+|dici\w+|dec\w+|dich[oa]s?|habl\w+|así|lament\w+|record\w+|pid\w+|pedi\w+|avis\w+|resum\w+",
    "fr": r"mots?|paroles?|déclaration\w*|phrases?|propos|cit\w+|dis\w+|dire|parl\w+|ainsi|\w*-(?:il|elle|on|ils|elles)|déplor\w+|rappel\w+|résum\w+",
    "de": r"Worte?n?|Erklärung|Aussagen?|Zitat|zitier\w*|heißt|hieß|lautet\w*|sprach\w*|sprich\w*|rief\w*|so|meint\w*",
    "id": r"kata-kata|katanya|ujarnya|ucapnya|pernyataan|ucapan|kutip\w*|dikutip|demikian|begitu|lanjut\w*|\w+nya",
    "ar": r"\w*(?:قال|قول|قائل|صرح|تصريح|ضيف|مضيف|ؤكد|وضح|ذكر|علن|كتب|شير|سأل|أجاب|كلم|عبار|بيان|لسان)\w*",
}  # fmt: skip
"""What else may tell it: other verbs, nouns. Read generously."""
ACCORDING: Final = {
    "zh": r"[據据根][^，。]|引述|引用|援引|轉述|转述|透過|通過|通过|藉由",
    "ja": r"によ[るれ]|引用|通じて",
    "ko": r"따르면|의하면|인용|통해",
    "th": r"ตามที่|ตามคำ|อ้าง|ผ่าน",
    "pt": r"segundo|conforme|de acordo com|para|nas palavras|cit(?:ando|ou|a)|por (?:meio|intermédio)|através|pela voz",
    "es": r"según|de acuerdo con|conforme|para|en palabras|cit(?:ando|ó|a)|por (?:medio|boca)|a través",
    "fr": r"selon|d[’']après|pour|aux dires|dixit|cit(?:ant|é|e)|par (?:la voix|l[’']intermédiaire)|à travers",
    "de": r"laut|zufolge|so|nach (?:Angaben|den Worten)|zitiert\w*|durch",
    "id": r"menurut|mengutip|dikutip|melalui",
    "ar": r"و?(?:بحسب|حسب|وفقا|وفقًا|وفق|على حد|على لسان|نقلا|نقلًا|نقلت?|عبر)",
}  # fmt: skip
"""Words that name a speaker without a verb, or another one beside its subject."""
SUBJECT_AROUND: Final = {
    "pt": ("o|a|os|as", "também|já|ainda|então|ontem|hoje|depois"),
    "es": ("el|la|los|las", "también|ya|aún|entonces|ayer|hoy|después|luego"),
    "fr": ("le|la|les|l[’']", "aussi|également|encore|ensuite|hier|jeudi"),
    "de": ("der|die|das", "auch|zudem|später|gestern|heute"),
    "id": ("", "juga|kemudian|lalu|kembali"),
    "ar": ("", "أيضا|أيضًا|كذلك|كما"),
}  # fmt: skip
"""Languages whose speaker stands before the verb or behind it: articles, and adverbs between the two."""
RELATING: Final = {
    "pt": r"d[eoa]s?|n[oa]s?|em|para|pel[oa]s?|com|por|sobre|que|e|à|ao|aos|às|a|quem|não|ele|ela|eles|elas|nós|lhe",
    "es": r"de|del|en|para|por|con|sobre|que|y|e|a|al|quien|no|él|ella|ellos|ellas|le|les|nos",
    "fr": r"de|du|des|d|à|au|aux|en|pour|par|avec|sur|que|qui|et|chez|ne|n|il|elle|ils|elles|on|lui|leur|nous",
    "de": r"von|vom|des|der|die|das|dem|den|im|in|am|an|bei|für|mit|über|und|dass|zu|zum|zur|nicht|er|sie|es|ihm|ihr|ihnen|uns|mir|ihn",
}  # fmt: skip
"""Words that part a verb from the name behind them: prepositions, pronouns. Only in these languages does one stand before
whoever a title's bearer belongs to: `pengacara Lin` may be the lawyer Lin, or hers."""
