"""What people call the seven layers of an administration's software.

Source: PwC for the German Ministry of the Interior, "Strategische Marktanalyse zur Reduzierung von Abhängigkeiten von
einzelnen Software-Anbietern" (2019), layers of the software stack.
"""

from osk_scan.model import Language, Layer, Wording

LAYERS: dict[Layer, Wording] = {
    "specialist": Wording("Fachanwendungen", "specialist applications"),
    "cross-cutting": Wording("weitere Querschnitts-IT", "other cross-cutting applications"),
    "office": Wording("Büro-Software", "office software"),
    "workplace-os": Wording("Arbeitsplatz-Betriebssysteme", "workplace operating systems"),
    "platform": Wording("Plattform", "platform"),
    "server-os": Wording("Server-Betriebssysteme", "server operating systems"),
    "infrastructure": Wording("infrastrukturnahe Anwendungen", "applications close to infrastructure"),
}


def layer_name(name: str, language: Language) -> str:
    """Return what people call a layer, or the name where it is that of something else."""
    found = {str(id_): wording for id_, wording in LAYERS.items()}.get(name)
    return found.in_(language) if found else name
