"""English words that stand with a capital in no name of a person, and the offices before one."""

from __future__ import annotations

from typing import Final

NO_NAMES: Final = """
a abuse academy accord act administration affairs africa african agency agreement air airlines airport alliance
america american an and anniversary appeal appeals april arab arabia archive area armed army article articles asia
asian assembly association asylum at attorney august authority avenue award background bank bar basin bay beach bill
black board border branch bridge british broadcasting building bureau but by cabinet call camp campaign canal cape
capital captain case catholic cave cell center central centre chairman chairperson chamber channel charter chief child
children christian christmas church circle city civil club coalition coast code college colonel colony commander
commission commissioner committee common commons commonwealth communist community company conference congress
constitution constitutional consulate convention corporation corps correspondent council counsel country county court
courts covenant crime crimes criminal crown day dear death decade december declaration defence defense democracy
democratic department deputy desert detective development director district doctor document dr driver during east
eastern economic editor education election embassy emergency empire employment english enterprise environment europe
european evening ever every executive family father february federal federation festival field film fire firm first
five force forces foreign forest former fort forum foundation four free freedom french friday from front fund gate
gazette general german global god good government governor great green group guard gulf hall health heritage high hill
his history holy home hospital hotel house human if immigration in independence independent index indigenous industry
information inspector institute institution interior international internet investigation islamic island islands it
january jewish journal journalists judge judicial july june justice king kingdom labor labour lake land lane last law
lawyers league legal liberation library life long lord magazine major many march mass may mayor media medical medicine
memorial men mercy metro middle military mine minister ministry miss mission monday month monument more mosque mother
mothers mount mountain mountains movement mr mrs ms municipal museum muslim national nations native nature navy
network new news newspaper night no nobel north northern november october office officer official ombudsman on one
open operation order organisation organization other our pact palace papers park parliament parliamentary party pass
peace penal peninsula people people's peoples permanent plan plaza police policy political port power prefecture
president press prime prince princess principles prison prize procedure professor programme project property
prosecutor protection protocol province public queen radio railway rapporteur red reform refugee refugees region
regional registry relief religious report reporters republic research reserve resolution revolution revolutionary
right rights river road roman room royal rule rules russian saint saturday school sea second secret secretary section
security senate senator senior september sergeant service services seven shelter sheriff since sir sister six social
society south southern soviet special spokesperson squad square state statement states station statute stop street
student students summit sunday superior supreme survey task team television temple territories territory test the
their these this three thursday times to today tower town trade train treaty tribunal trust tuesday two under union
united university upper us vice victims video village visit volunteers walk wall war watch water we wednesday week
west western when where white who why with witness woman women women's workers world year years you young your youth
zone
"""
"""Of offices, institutions, places, days and heads of sentences."""
OFFICES: Final = """
president judge dr mr mrs ms miss sir professor general colonel captain major senator minister governor mayor king
queen prince princess lord father sister mother brother bishop pope imam sheikh secretary director
"""
