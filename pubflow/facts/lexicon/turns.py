"""What turns a sentence round, and what takes a claim back a step: by language, as patterns for any text of it. Pure."""

from __future__ import annotations

from typing import Final

NO: Final = ("not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "cannot", "without")
"""English words that turn a statement round."""
DENYING: Final = (
    "hardly barely scarcely rarely seldom unless except few little against non lack lacks lacked lacking fail fails failed"
    " failing failure refuse refuses refused refusing refusal deny denies denied denying denial"
)
"""English words that turn a part of one round; a target may have a word for them that would do for a negation too."""
ALSO_DENYING: Final = (
    r"prohibit\w*|forb[ia]d\w*|ban(?:s|ned|ning)?|reject\w*|prevent\w*|stop\w*|avoid\w*|oppos\w+|contrary|depriv\w+|aboli\w+"
    r"|exclu\w+|exempt\w*|impunity|absen\w+|innocen\w+|arbitrar\w+|\w+less(?:ness|ly)?|postpon\w+|withdr[ae]w\w*|violat\w+"
    r"|un(?!der|til|i[tov]|less|iq|an|cle)[a-z]{4,}|non[-‐ ]?[a-z]{4,}|il(?:legal|licit)\w*|ir(?:regular|respons|relevan)\w*"
    r"|dis(?:regard|appear|abl|miss|agree|band|crimin)\w*|im(?:possib|proper|partial|mun)\w*"
    r"|in(?:human|valid|effective|equal|just|correct|abilit|adequate|complete|definite|sufficient|dependen|visible|accurate|appropriate|secur)\w*"
)
"""The same, as patterns."""
REFUSALS: Final = {
    "zh": r"抗拒|婉拒|不|未|錯過|抵制",
    "ja": r"拒|怠|逃",
    "ko": r"거절|거부|못",
    "th": r"ล้มเหลว|ละเลย|เพิกเฉย|บอกปัด",
    "pt": r"falh\w+|omit\w+|descumpr\w+|nega\w*|resist\w+|esquec\w+|perd\w+",
    "es": r"rehus\w+|incumpl\w+|omit\w+|fall\w+|resist\w+|olvid\w+|neg\w+|nieg\w+|perd\w+",
    "fr": r"omi[st]\w*|omettre|néglig\w+|manqu\w+|oubli\w+|rat\w+|résist\w+|déclin\w+",
    "de": r"weiger\w*|gelang|gelungen|versäum\w*|unterl[aieß]\w*|lehn\w*|ab|mi[sß]+\w+",
    "id": r"enggan|lalai|keberatan|abai|mengabaikan|urung",
    "ar": r"\w*(?:أخفق|إخفاق|تقاعس|تخلف|أبى|أبت|يأبى|تأبى|امتنا|ترفض|يرفض|رافض|قصر|تقصير|أهمل)\w*",
}  # fmt: skip
"""Words beyond the negations and denials below for what somebody refuses or fails to do."""
NEGATIONS: Final = {
    "zh": r"[不未無没沒非勿莫否毋罔甭豈]|(?<![性特個分區級類差辨告])別(?!人|墅|名|的|於)",
    "ja": r"な(?:い|かっ|く|けれ|し|しに|かろ)|ず(?:[、。にる]|$)|ぬ|ません|まい",
    "ko": r"않|없|못|아니|아닌|말(?:아|라|고)|안\s",
    "th": r"ไม่|มิ(?:ได้|ใช่|อาจ|ควร|ให้|ต้อง)|ไร้|ปราศจาก|อย่า",
    "pt": r"não|nem|nunca|jamais|nenhu\w+|ninguém|nada|sem|tampouco|senão|(?:em|de) \w+ alguma?",
    "es": r"no|ni|nunca|jamás|nadie|nada|ning[uú]n\w*|sin|tampoco|(?:en|de) \w+ algun[oa]",
    "fr": r"ne|n|pas|jamais|aucun\w*|personne|rien|ni|sans|non|nul\w*|guère",
    "de": r"nicht|kein\w*|nie|niemals|niemand\w*|nichts|ohne|weder|nirgend\w*|kaum",
    "id": r"tidak|bukan|tanpa|belum|jangan|tak|tiada|takkan",
    "ar": r"[وفبلكأ]?(?:لا|ألا|لئلا|كيلا|لكيلا|إلا|لم|لن|ليس\w*|لست|لسنا|دون|بدون|بلا|كلا|أبدا|أبدًا|سوى)",
}  # fmt: skip
"""Words, or parts of them where a language has no spaces, that say that something is not so."""
DENIALS: Final = {
    "zh": r"非(?:法|政治|自治|人道)|不(?:法|人道|當|公|平等|正|實|安|滿|幸|明|合|充分|足|利|罰|相容|同)|無(?:國籍|罪|辜|理|效|誤|限|家可歸|端|關|力)"
          r"|拒絕?|禁止?|避免|免[於除責]?|缺[乏少席]?|駁回?|反對|喪失|失[去敗]|杜絕|停止|中止|[阻防制]止|忘記|罕|鮮少|遺漏|[暫延]緩|擱置|推遲|延後|剝奪|廢除|排除|違[反背法]"
          r"|難(?!民|關|題|友)|絕(?!對|大|食)",
    "ja": r"[無未不非否拒禁欠避免]|反対|阻|困難|失敗|怠|違反|廃止|剥奪|奪",
    "ko": r"불(?:가|법|능|공정|평등)|무(?:죄|효|관|국적)|미(?:확|완|납)|비(?:정부|인도|공개|정치)|거부|금지|실패|반대|부인|부족|결여|중단|방지|박탈|폐지",
    "th": r"ห้าม|ปฏิเสธ|ขาด|ต่อต้าน|ยกเลิก|หยุด",
    "pt": r"neg(?:a|o|u|ou|am|aram)\w*|rejeit\w+|recus\w+|proib\w+|proíb\w+|imped\w+|falt\w+|ausên\w+|ausent\w+|carec\w+|carên\w+|evit\w+|deix\w+ (?:\w+ )?de|impossív\w+|incap\w+|exceto|salvo|impun\w+|desconhec\w+|inexist\w+|vedad\w+|raramente|dificilmente|isent\w+|abst\w+|fracass\w+|descart\w+|contr[aá]ri\w+|ilega\w+|inocen\w+|priv[ao]\w*|incondiciona\w+|impossibilit\w+|invi[aá]\w+|abol\w+|desuman\w+|arbitr[aá]ri\w+|independ\w+",
    "es": r"neg(?:a|ó|ar|aron|ado|ativa)\w*|nieg\w+|deneg\w+|rechaz\w+|prohib\w+|prohíb\w+|imp[ie]d\w+|falt\w+|ausen\w+|carec\w+|caren\w+|evit\w+|dej\w+ de|imposib\w+|incap\w+|excepto|salvo|impun\w+|desconoc\w+|inexist\w+|raramente|difícilmente|abst\w+|fracas\w+|descart\w+|contrari\w+|ilegal\w*|inocen\w+|privad\w+|incondiciona\w+|imposibilit\w+|abol\w+|inhuman\w+|arbitrari\w+|independiente\w*",
    "fr": r"refus\w+|rejet\w+|interdi\w+|empêch\w+|manqu\w+|absen\w+|impossib\w+|incap\w+|échou\w+|sauf|défaut|dénu\w+|priv\w+|impun\w+|inconnu\w*|exclu\w*|illéga\w+|innocen\w+|incondition\w+|inconditionn\w+|abol\w+|inhumain\w*|arbitrair\w+|indépenda\w+",
    "de": r"noch|verweiger\w*|ablehn\w*|verbot\w*|verbiet\w*|scheiter\w*|fehl\w*|mangel\w*|un\w{4,}|verhinder\w*|außer|\w+los\w*|entzogen|versag\w*|willkürlich\w*",
    "id": r"menolak|ditolak|dilarang|melarang|gagal|mustahil|kecuali|jarang|dicabut|bertentangan|sewenang-wenang",
    "ar": r"غير|انعدام|[وبل]?عدم|\w*(?:رفض|منع|حظر|حرم|افتقر|امتن|استحال|تعذر|فشل|عجز|يفتقد|افتقاد|إنكار)\w*|[ويتن]*نف[يىت]\w*|نادرا|قلما|\w*تعسف\w*",
}  # fmt: skip
"""Words that may say so, refuse, forbid, lack: where the source has fewer such words than the target, one of them does."""
NOT_NEGATIONS: Final = {
    "zh": r"對不起|未來|未婚|未成年|不斷|不久|不僅|不但|不只|不論|無論|不管|是否|能否|可否|否則|非常|非洲|非政府|非營利|非裔|不過|無數|無人機|無線|差不多|不得不|免費|絕對|絕大|絕食|不少|避難|莫斯科|莫三比克|禁閉|拒馬|無非|除非|拘禁|監禁|囚禁|軟禁|幽禁|禁錮|避孕",
    "ja": r"未来|非常|少なくとも|だけでなく|のみならず|かもしれない|なければならない|なくてはならない|なければなりません|無数|拘禁|監禁|不安|避難|無線|無人機|非政府|非営利|違いない",
    "pt": r"não só|não apenas|não somente|não governamenta\w+|sem dúvida|não obstante|nada menos|sem-teto|sem-terra",
    "es": r"no sólo|no solo|no solamente|no gubernamental\w*|sin duda|no obstante|nada menos|sin embargo",
    "fr": r"non seulement|non gouvernementale?s?|sans doute|ne \w+ que|pas seulement",
    "de": r"nicht nur|nichtregierungs\w*|unter\w*|und|uns\w*|unser\w*|universit\w*|universal\w*",
    "id": r"tidak hanya|bukan hanya|tak hanya|tidak lebih",
    "ar": r"غير حكومي\w*|لا سيما|ليس فقط|بلا شك|لا شك",
}  # fmt: skip
"""What looks like one and is none, taken out first."""
ONLY_THEN: Final = {
    "zh": r"才|直到|等到|方可|始得",
    "ja": r"初めて|はじめて|やっと|ようやく|までは?",
    "pt": r"só|somente|apenas|até",
    "es": r"sólo|solo|solamente|hasta",
    "fr": r"que|seulement|jusqu",
    "de": r"erst|bis",
    "id": r"baru|hingga|sampai|sebelum",
    "ar": r"حتى|إلا|قبل",
}  # fmt: skip
"""How `not ... until` may be said without a negation."""

HEDGED: Final = {
    "report": r"(?:allegedly|reportedly|purportedly|supposedly|apparently|alleged|(?:is|are|was|were) (?:said|believed|thought|reported|understood|suspected|feared) to|suspected(?: of|(?= [a-z]))|accused of)",
    "least": r"(?:at (?:the very )?least|no (?:fewer|less) than|not (?:less|fewer) than|more than(?=NUMBER)|(?<!out )(?<!spread )over(?=DIGITS)|upwards? of|in excess of)",
    "most": r"(?:up to(?=NUMBER)|as (?:many|much) as|at (?:the )?most|(?:no|not) more than|(?:fewer|less) than(?=NUMBER)|under(?=NUMBER(?! ?(?:hours?|days?|article)\b)))",
    "near": r"(?:nearly|almost|about(?=NUMBER)|around(?=NUMBER)|approximately|roughly|some(?=DIGITS)|an estimated|close to(?=NUMBER))",
    "maybe": r"(?:(?-i:may)(?! not\b)(?=\s[a-z])|might(?! not\b)(?=\s[a-z])|could have been|possibly|probably|perhaps|presumably|likely to|most likely|(?:seem|appear)(?:s|ed)? to)",
}  # fmt: skip
"""English words that say how sure or how exact something is, by what they do to it."""
FIRST_OF_HEDGES: Final = """
allegedly reportedly purportedly supposedly apparently alleged is are was were suspected accused at no not more over upwards
upward in up as fewer less under nearly almost about around approximately roughly some an close may might could possibly
probably perhaps presumably likely most seem seems seemed appear appears appeared
"""
"""The words that these begin with, each."""
A_NUMBER: Final = r"\s(?:[$€£¥\d]|(?:US|NT|HK)\$|half\b|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|[a-z]+teen\b|[a-z]+ty\b|eleven\b|twelve\b|a (?:dozen|hundred|thousand|million|decade|century|year|month|week|day|third|quarter)\b|(?:dozens|scores|hundreds|thousands)\b)"
SOME_DIGITS: Final = r"\s(?:[$€£¥]|(?:US|NT|HK)\$)?\d"
HEDGES: Final = {
    "zh": {
        "report": r"據[稱報說傳信指聞悉了]|據(?!點|地)|涉嫌|嫌|疑似|疑|被控|聲稱|指[稱控責]|[控譴]|遭指|被指|說成|好像|傳聞|所謂|似乎|看來|看似|顯然|稱|據|相信|認為|认为|恐",
        "least": r"至少|起碼|最少|不少於|不下|不只|不止|超過|逾|以上|超出|高於|多於|大於|[多餘](?!少)|上[百千萬]|達",
        "most": r"多達|高達|達|至多|最多|不到|不足|未滿|小於|少於|以內|以下|上限|長達|最長|最高|可達|少於|低於|為限|不超過|不逾|未超過|只|僅",
        "near": r"近|大致|大體|前後|几|約|大約|大概|左右|上下|幾乎|差不多|估計|推估|許|數|將近|來[個名位人]|接近|幾",
        "maybe": r"可能|好像|恐|或許|也許|或|大概|應該|應|疑|可|得|能|會|似|看來|想必|允許|准|大抵|多半",
    },
    "ja": {
        "report": r"とされ|告発|非難|訴え|訴追|という|といわ|と言わ|と報じ|と伝え|疑い|疑わ|容疑|らしい|そうだ|ようだ|模様|見られ|主張|によると|とみられ|恐れ|明らかに|どうやら",
        "least": r"少なくとも|以上|超|余り|を上回|最低|越え",
        "most": r"最大|まで|多くて|未満|以下|以内|足らず|にのぼる|に上る|もの|下回|満たない|最長|最多",
        "near": r"約|およそ|ほぼ|近く|前後|程度|ほど|推定|ほとんど|くらい|ぐらい|余り",
        "maybe": r"可能性|かもしれ|だろう|であろう|おそらく|恐らく|たぶん|ようだ|らしい|できる|うる|得る|よう|みられ|思われ|考えられ|許可|てもよい|場合",
    },
    "pt": {
        "report": r"alegad\w*|suposta\w*|suposto\w*|supõe\w*|segundo|conforme|teria\w*|seria\w*|suspeit\w+|aparente\w*|acus\w+|culp\w+|imput\w+|acredita\w*|consta|denúncia\w*|relat\w+|informa\w+|notícia\w*|pretens\w+|ao que (?:parece|consta|tudo indica)|diz\w*|estaria\w*|haveria\w*|\w+(?:eria|aria|iria)m?",
        "least": r"(?:ao|pelo|no) m[ií]ni?m?o|(?:ao|pelo) menos|mais d[eao]s?|mais do que|acima d[eao]s?|superior\w* a|no mínimo|ultrapass\w+|super(?:a|ou|am|aram|ior)\w*|excede\w*|passa\w* de|não menos",
        "most": r"até|no máximo|menos d[eao]s?|menos do que|não mais|abaixo d[eao]s?|inferior\w*|máxim\w+|nada menos|cheg\w+ a|apenas|só|tant[oa]s quanto|tanto quanto",
        "near": r"quase|cerca d[eao]s?|aproximad\w+|em torno|por volta|perto d[eao]s?|estim\w+|ao redor|uns|umas|algo como|praticamente|próxim\w+|beira\w*|n?a? ?casa d[eo]s?",
        "maybe": r"pode\w*|poss\w+|pude\w*|talvez|prováve\w+|provavel\w*|quiçá|parec\w+|deve\w*|acaso|eventual\w*|permiss\w+|permit\w+|autoriz\w+|tende\w*|presum\w+|aparent\w+|teria\w*|seria\w*|\w+(?:eria|aria|iria)m?",
    },
    "es": {
        "report": r"presunt\w+|supuest\w+|según|al parecer|habría\w*|aparente\w*|sospech\w+|acus\w+|culp\w+|imput\w+|cree\w*|denuncia\w*|inform\w+|alegad\w+|se dice|dice\w*|sería\w*|\w+ría[ns]?",
        "least": r"al menos|por lo menos|como mínimo|cuando menos|más del?|más que|superior\w*|super(?:a|ó|an|aron)\w*|exced\w+|no menos",
        "most": r"hasta|como máximo|a lo sumo|menos del?|no más|inferior\w*|máxim\w+|nada menos|solo|sólo|tant[oa]s como|llega\w* a",
        "near": r"casi|cerca del?|unos|unas|aproximad\w+|alrededor|en torno|estim\w+|prácticamente|próxim\w+|calcul\w+",
        "maybe": r"pued\w+|pod(?:er|ría|rá|ía)\w*|quizás?|tal vez|probable\w*|posib\w+|parec\w+|deb\w+|acaso|eventual\w*|permi\w+|autoriz\w+|a lo mejor|\w+ría[ns]?",
    },
    "fr": {
        "report": r"présum\w+|prétend\w+|selon|aurai\w*|serai\w*|apparemment|soupçon\w+|suspect\w+|accus\w+|reproch\w+|inculp\w+|imput\w+|dit-on|semble\w*|il paraît|supposé\w*|d[’']après|croi\w+|signal\w+|allégu\w+|\w+rai(?:t|ent)",
        "least": r"au moins|au minimum|plus d(?:es?|u)?|plus que|pas moins|supérieur\w*|dépass\w+|excéd\w+",
        "most": r"jusqu\w*|au plus|au maximum|moins d(?:es?|u)?|pas plus|inférieur\w*|maxim\w+|tout au plus|pas moins|que",
        "near": r"près d(?:es?|u)?|presque|environ|quelque|à peu près|approximativ\w+|estim\w+|autour|quasi\w*|aux alentours|une? (?:dizaine|vingtaine|centaine)",
        "maybe": r"peu[tv]\w*|pourr\w+|peut-être|probable\w*|sans doute|semble\w*|possib\w+|paraît|dev\w+|doi\w+|éventuel\w*|autoris\w+|permi\w+|risque\w*|\w+rai(?:t|ent)|vraisembl\w+|puiss\w+|pouv\w+",
    },
    "ar": {
        "report": r"\w*زعم\w*|\w*يُ?قال|\w*يُ?عتقد|\w*ادع\w*|\w*مشتبه\w*|\w*اشتب\w*|\w*يبدو|\w*ذكر\w*|\w*أفاد\w*|\w*تقارير|\w*متهم\w*|\w*ته[اي]?م\w*|\w*مفترض\w*|\w*يُ?شتبه|\w*ورد|بحسب|حسب|وفق\w*|\w*ظاهر\w*",
        "least": r"\w*أقل|[يت]قل|\w*أكثر|يزيد|تزيد|فوق|يفوق|تفوق|تجاوز\w*|يتجاوز|يربو|\w*ينوف",
        "most": r"\w*يصل|\w*تصل|\w*بلغ|\w*أقصى|حتى|\w*أقل|\w*أكثر|دون|\w*قرابة",
        "near": r"\w*نحو|حوالي|حوالى|زهاء|\w*قرابة|\w*يقارب|\w*ما يقرب|\w*تقريب\w*|\w*كاد|\w*قدر\w*|\w*يناهز|\w*نحوِ",
        "maybe": r"[ولف]?قد|ربما|\w*يمكن|\w*ممكن|\w*محتمل|\w*احتمال\w*|لعل\w*|\w*يبدو|\w*تبدو|\w*يجوز|\w*جائز|\w*يسمح|\w*عسى|\w*مرجح|\w*أرجح|\w*يحق",
    },
    "de": {
        "report": r"angeblich\w*|mutmaßlich\w*|vermeintlich\w*|offenbar|anscheinend|soll(?:en|te|ten)?|laut|zufolge|verdächtig\w*|scheinbar|berichten|vorgeblich\w*|dem Vernehmen|\w*vorw[oiu]rf\w*|wirf\w*|warf\w*|\w*geworfen|be\w*schuld\w*|\w*klag\w*|bezichtig\w*|wohl",
        "least": r"mindest\w*|zumindest\w*|wenigstens|zumindest|mehr als|über|mehr denn|nicht weniger",
        "most": r"bis zu|höchstens|maximal|weniger als|nicht mehr|unter|so viele wie|allein",
        "near": r"fast|beinahe|nahezu|etwa|rund|ungefähr|circa|ca|schätzungsweise|geschätzt\w*|annähernd|knapp",
        "maybe": r"könn\w+|kann|dürf\w+|darf|vielleicht|möglich\w*|womöglich|wahrscheinlich\w*|vermutlich|wohl|schein\w+|mag|mögen|eventuell",
    },
    "id": {
        "report": r"diduga|dituduh|konon|dilaporkan|dikabarkan|disebut\w*|kabarnya|dikatakan|tampaknya|diyakini|menurut|disangka|terduga|tersangka|terdakwa|menuduh|tuduhan|tuding\w*|menuding|dituding|rupanya",
        "least": r"setidak\w*(?:-\w+)?|sedikitnya|paling sedikit|minimal|sekurang\w*|lebih dari|lebih|di atas|melebihi|tidak kurang|melampaui",
        "most": r"hingga|sampai|paling banyak|maksimal|kurang dari|di bawah|tidak lebih|sebanyak|mencapai",
        "near": r"hampir|sekitar|kira-kira|kurang lebih|diperkirakan|nyaris|mendekati|lebih kurang",
        "maybe": r"mungkin|barangkali|dapat|bisa|boleh|kemungkinan|tampaknya|agaknya|sepertinya|berpotensi|diperkirakan|diizinkan",
    },
    "ko": {
        "report": r"혐의|비난|고발|고소|기소|의혹|알려[졌진]|전해[졌진]|따르면|보도|주장|추정|것으로|듯|의심|용의|이른바|고 한다",
        "least": r"최소|적어도|이상|넘|초과|웃도|최저",
        "most": r"최대|이하|미만|까지|이르|달하|불과|많아야|못 미치|넘지",
        "near": r"약|거의|정도|가량|쯤|안팎|추산|추정|대략|여\s?명|가까|남짓",
        "maybe": r"수 있|수도|아마|가능|듯|것으로|보인다|지도|어쩌면|모른|허용|것이다|겠",
    },
    "th": {
        "report": r"กล่าวหา|อ้าง|รายงาน|เชื่อ|สงสัย|ระบุ|ว่ากันว่า|ดูเหมือน|คาด|ถูกหา|ตามที่|เผย",
        "least": r"อย่างน้อย|ไม่น้อยกว่า|กว่า|เกิน|ไม่ต่ำกว่า|ขึ้นไป|ขั้นต่ำ",
        "most": r"ถึง|สูงสุด|ไม่เกิน|น้อยกว่า|ต่ำกว่า|เพียง|ไม่มากกว่า|มากที่สุด",
        "near": r"เกือบ|ราว|ประมาณ|ใกล้|คาด|เฉลี่ย",
        "maybe": r"อาจ|น่าจะ|คง|เป็นไปได้|ดูเหมือน|สามารถ|บางที|ได้|มีแนวโน้ม",
    },
}  # fmt: skip
"""How each language says so; whatever stands there counts for its kind."""
SURELY: Final = {
    "zh": r"沒有|[並尚從]未|未[能曾遭被獲]|不是|並[非不]|不[得會能曾准許]|絕不|無法|從不",
    "ja": r"ません|(?:て|は|れ|き|ら|わ|か|が|も)ない(?!と|か|うち|よう)|なかった",
    "ko": r"지 (?:않|못)|없[다었는]",
    "th": r"ไม่(?:ได้|เคย|มี|สามารถ|ใช่)",
    "pt": r"não|nunca|jamais|ninguém",
    "es": r"no|nunca|jamás|nadie",
    "fr": r"ne|n(?=[’'])",
    "de": r"nicht|kein\w*|niemals|niemand\w*",
    "id": r"tidak|bukan|belum|jangan",
    "ar": r"[وف]?(?:لم|لن|ليس\w*)",
}
"""What surely says that something is not so, for what the source does not say: only it may be told as added."""
LIKE_NOT: Final = (
    r"no|only|but|other|rather|instead|still|yet|beyond|until|before|too|differ\w*|unlike|regardless|despite|although|though|even"
    r"|free|miss\w*|los[est]\w*|wrong\w*|error\w*|ignor\w+|forg[eo]t\w*|end(?:ed|s)?|ceas\w+|last|otherwise|whether|if|any\w*|left"
    r"|empty|silen\w+|secret\w*|hid\w*|closed?|block\w*|broken|broke|else|alone|apart|away|off|out|down|doubt\w*|question\w*"
    r"|st[ao][no]d\w*|long|less|least|more|most|first|once|every|all|always|when|where|while|unless|as|same|well|hard|difficult\w*|abandon\w*|neglect\w*"
    r"|worthless|remain\w*|continu\w*|keep|kept|short|wait\w*|sorry|must|should|need\w*|can|\w*proof|self\w*|bare\w*|disallow\w*|unmet|naked|blank|void|zero|rid|incommunicado"
)
"""English words that another language may tell by a negation."""
