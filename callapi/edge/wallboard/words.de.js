// Das Wallboard auf Deutsch.

export default {
  "title": "Wallboard",
  "full": "Vollbild",
  "workspace": "Arbeitsplatz",
  "tiles": "Alle Anrufe",
  "employees": "Mitarbeiter",
  "tile.now": "Anrufe jetzt",
  "tile.waiting": "Wartend",
  "tile.answered": "Heute angenommen",
  "tile.lost": "Heute verloren",
  "tile.talking": "{talking} im Gespräch",
  "tile.longest": "am längsten {time}",
  "tile.out": "ausgehend {all}, erreicht {reached}",
  "tile.share": "{percent} % von allen",
  "does.free": "frei",
  "does.rings": "klingelt",
  "does.talks": "spricht",
  "does.holds": "hält",
  "does.consults": "fragt nach",
  "employee.answered": "angenommen",
  "employee.lost": "verloren",
};
