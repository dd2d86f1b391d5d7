"""The twelve invented municipalities of the demo county "Musterkreis": one list for map, directory and persons."""

from dataclasses import dataclass
from pathlib import Path

MAP_FILE = Path(__file__).with_name("musterkreis.geojson")
"""Their invented outlines; each feature carries key, name and population."""


@dataclass(frozen=True)
class Municipality:
    """One invented municipality; no German key begins with 00 and no German postcode with 00."""

    key: str
    name: str
    kind: str
    population: int
    postcode: str
    latitude: float
    longitude: float


MUNICIPALITIES = (
    Municipality("00999001", "Musterstadt", "Stadt", 46200, "00901", 51.1804, 10.0250),
    Municipality("00999002", "Birkenfurt", "Stadt", 21800, "00902", 51.2460, 9.8560),
    Municipality("00999003", "Eschenbrook", "Gemeinde", 9400, "00903", 51.1476, 9.7910),
    Municipality("00999004", "Haselbrück", "Stadt", 17300, "00904", 51.2542, 10.2070),
    Municipality("00999005", "Kornweiden", "Gemeinde", 6100, "00905", 51.3362, 9.8950),
    Municipality("00999006", "Lerchenmoor", "Gemeinde", 4700, "00906", 51.3198, 10.0640),
    Municipality("00999007", "Mühlenried", "Stadt", 14900, "00907", 51.1394, 10.2460),
    Municipality("00999008", "Niederulmen", "Gemeinde", 8200, "00908", 51.1148, 9.9080),
    Municipality("00999009", "Rabenfelde", "Gemeinde", 5300, "00909", 51.3444, 10.2850),
    Municipality("00999010", "Seegrund", "Gemeinde", 7600, "00910", 51.0738, 10.0770),
    Municipality("00999011", "Tannwiesen", "Gemeinde", 3900, "00911", 51.0410, 10.2330),
    Municipality("00999012", "Weidenhorst", "Stadt", 12600, "00912", 51.0246, 9.8820),
)
