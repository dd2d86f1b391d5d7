"""Which concerns an imported offer most likely serves, judged by the words of its name and kind."""

from lotse.directory.rules.folding import fold

# The first match of a row wins within it; an offer may match several rows.
_HINTS: tuple[tuple[str, str], ...] = (
    ("pflegedienst|ambulantepflege|sozialstation|palliativ", "pflege-zuhause"),
    ("tagespflege|kurzzeitpflege|verhinderungspflege|nachtpflege", "entlastung-angehoerige"),
    ("dauerpflege|pflegeheim|hospizstationaer", "pflegeheim"),
    ("betreuteswohnen|barriere|altersgerecht|seniorenwohn|betreutewg", "wohnraumanpassung"),
    ("pflegeberatung|pflegestuetzpunkt", "pflegegrad"),
    ("klinik|hospiz|hebamme|apotheke|arzt", "gesundheit-sonstiges"),
    ("reha", "rehabilitation"),
    ("psychiatri|krisendienst|seelisch", "psychische-gesundheit"),
    ("drogen|sucht|entwoehnung", "suchtberatung"),
    ("schuldner|insolvenz", "schuldnerberatung"),
    ("kita|kindergarten|kindertagesstaette|krippe", "kita"),
    ("tagesmutter|kindertagespflege", "kindertagespflege"),
    ("erziehungsberatung|familienberatung|familienhilfe", "erziehung"),
    ("fruehfoerder", "fruehfoerderung"),
    ("schwangere", "schwangerschaft"),
    ("migration|integrationsberatung|fluechtling", "ankommen"),
    ("integrationskurs|sprachkurs|deutschkurs", "sprachkurs"),
    ("tafel|kleiderkammer|sozialkaufhaus|lebensmittel", "lebensmittel-kleidung"),
    ("wohnungslos|obdach|notunterkunft", "raeumung"),
    ("mieterverein|mieterberatung", "nebenkosten"),
    ("frauenhaus|gewalt", "haeusliche-gewalt"),
    ("teilhabeberatung|eutb|eingliederung", "eingliederungshilfe"),
    ("werkstatt", "werkstatt-arbeit"),
    ("sozialberatung", "behoerdenpost"),
    ("begegnung|treff|mehrgenerationen", "begegnung"),
)
_RECEIVERS: tuple[tuple[str, str], ...] = (
    ("drogen|sucht|klinik|reha|psychiatri|gesundheit", "health"),
    ("pflege|betreuteswohnen|barriere|hospiz|wohnen", "care"),
    ("kita|kindergarten|krippe|kindertages", "child_care"),
    ("schuldner", "debt_advice"),
    ("migration|integration", "migration"),
)


def likely_concerns(name: str, kind: str) -> list[str]:
    """Return codes of the delivered catalogue that fit the words of an offer."""
    text = f"{fold(kind)} {fold(name)}"
    return [code for words, code in _HINTS if any(word in text for word in words.split("|"))]


def likely_receiver(name: str, kind: str) -> str:
    """Return the kind of recipient the gate should take a house for until somebody says otherwise."""
    text = f"{fold(kind)} {fold(name)}"
    return next((code for words, code in _RECEIVERS if any(word in text for word in words.split("|"))), "charity")
