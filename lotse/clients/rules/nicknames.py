"""First names that mean one person: short forms and spellings in other languages."""

from lotse.clients.rules.names import key, words

_FAMILIES = """
alexander alex sascha sasha aleksandr aleksander oleksandr sandro iskander
alexandra alex sandra sascha aleksandra oleksandra
andreas andy andi anders andrzej andrej andrii andriy andrew
angelika geli angie angela
anna anne anni annie anja hanna ania anya anka
anneliese liesel anne lise
antonia toni antonie
anton toni antoni antonio
barbara babsi bärbel basia
benjamin ben benni benny
bernhard bernd hardy berni
bettina tina betti
brigitte gitte birgit gitta biggi
carolin caro carolina karolina karo line karolin caroline
charlotte lotte lotta charly
christian chris krischan kristian
christina christine tina chris christa christel kristina kristin
daniel dani danny dan
daniela dani ela
dieter dietmar didi
dimitri dmitri dmytro dmitrij dima mitja
dorothea doro thea dorothee dorle
eduard edi ede edward
elena lena helena helene jelena olena leni alena
elisabeth lisa elsbeth else ilse betty lisbeth sissi elli lieschen elise bettina elisaveta erzsebet
emilia emmi milly emily mila
fatma fatima fatimah fatme fadime
ferdinand ferdi nandi
florian flo flori
franz franziskus franzl francesco frantisek
franziska franzi ziska fränzi
friedrich fritz friedel fred frieder
friederike rike friedel fritzi rieke
gabriele gabi gaby gabriela ela
georg schorsch jörg jürgen george jerzy georgios juri
gerhard gerd hardi
gertrud trude gerda traudel trudi
giuseppe beppe peppe
günter günther guenni
hannelore hanne lore
hans johann johannes hannes hansi jan john ivan iwan jens juan giovanni janos
heinrich heiner heinz hein henry henrik heini
helmut helle
herbert bert herbie
hildegard hilde hilla
hubert hubi bert
ibrahim ibo abraham
ingeborg inge
ines inis
irina iryna ira irena
jakob jacob jascha yakub yakup
joachim jochen achim jo hajo
johanna hanna hanne jo janna
josef joseph sepp jupp beppo yusuf youssef yousef josip jusuf
josefine fine josi josephine josefa
julia jule julie yulia iuliia juliane julija
karl carl charly kalle karel karol carlos
katharina kathrin katrin käthe kati katja kathi rina katarzyna kasia kateryna ekaterina jekaterina catherine
klaus claus nikolaus niko nico nikolai mykola
konrad conny kurt
krzysztof christoph kris christof christopher stoffel
leonhard leo hardy leon leonard
ludwig lutz louis wiggerl luis
lukas luca luka lucas lukasz luke
magdalena lena magda leni
manfred manni fred manne
margarete grete gretel gretchen rita margret margit greta marga margarethe margarita meta
maria marie mia mary marija mariya maryam meryem miriam mariam
markus marc mark marco
martin mart marcin
martina tina
mathilde hilde tilda thilde
matthias matze mathis matthes hias
maximilian max maxi
mehmet mohammed muhammad mohamed mohammad muhammed mohamad memo muhamad mehmed
melanie mel melli
michael michi micha mike michel mikhail michal mischa misha mykhailo mihai mikael
michaela michi ela
monika moni mona
mustafa mostafa musti moustafa
natalia natalie natascha nathalie natalja nataliia tasha
nadine nadja
oliver olli oli
omar ömer umar
otto otti
pawel paul pavel pavlo pablo
peter piet petr piotr petro pit pjotr pedro pietro
petra peti
philipp phil filip lippi
rainer reiner
regina gina regine
renate nate reni
robert rob bob bert robbi
rosemarie rosi rosa
rudolf rudi rolf
sabine bine biene
sebastian basti bastian wastl
serhiy sergej sergei sergey serhii sergii
siegfried siggi sigi
sophia sophie sofia sofie zofia
stefan steffen stephan steve stefano stepan
stefanie steffi stephanie fanny
susanne susi sanne susanna susann zuzanna
svetlana sveta swetlana svitlana
tetiana tatjana tatiana tanja tanya
theodor theo fedor
theresa resi therese teresa resl
thomas tom tommy tomasz toms
tobias tobi
ulrich uli ulli udo
ulrike uli ulli rike
ursula uschi ursel ulla urschel
valentina valja tina
vanessa nessa
veronika vroni vera
viktor wiktor vitja
vladimir wladimir volodymyr wolodymyr wowa vova
waltraud traudl traudel waltraut
walter walther walti
werner wernher
wilhelm willi willy helm will wilhelm
wolfgang wolf wolle
yasmin jasmin yasemin jasmina yasmina
zainab zeynep zeinab zaynab
abdul abdel abdullah abd
aisha ayşe aischa aicha aysche
ahmad ahmet ahmed achmed achmad
ali aly
hasan hassan hasen
hüseyin hussein husain hossein hussain hussin
khaled khalid chalid halid
khadija hatice chadidscha khadidja
layla leyla leila laila lejla
mahmoud mahmut mahmud machmud
osman othman uthman
reza rida riza
sarah sara zara
süleyman suleiman soliman sulaiman suleyman
"""
_GROUPS: dict[str, set[int]] = {}
for _number, _line in enumerate(filter(None, _FAMILIES.splitlines())):
    for _word in words(_line):
        _GROUPS.setdefault(key(_word), set()).add(_number)


def same_family(one: str, other: str) -> bool:
    """Whether two folded first names are forms of one name."""
    return not _GROUPS.get(one, set()).isdisjoint(_GROUPS.get(other, ()))
