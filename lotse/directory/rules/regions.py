"""The Land a municipality key belongs to, for its holidays."""

_STATES = {
    "01": "SH", "02": "HH", "03": "NI", "04": "HB", "05": "NW", "06": "HE", "07": "RP", "08": "BW",
    "09": "BY", "10": "SL", "11": "BE", "12": "BB", "13": "MV", "14": "SN", "15": "ST", "16": "TH",
}  # fmt: skip


def state_of(municipality_key: str, otherwise: str) -> str:
    """Return the Land by the first two digits of the key; without a readable key the other one."""
    return _STATES.get(municipality_key[:2], otherwise)
