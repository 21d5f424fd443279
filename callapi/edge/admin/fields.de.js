// Felder und Werte der Data API auf Deutsch; SEITE.FELD: wie ein Feld nur dort heißt.

export default {
  "page.tags": "Markierungen",
  "new.tags": "Neue Markierung",
  "field.name": "Name",
  "field.color": "Farbe",
  "field.is_system": "System",
  "field.creation_datetime": "Angelegt",
  "field.rating": "In 7 Tagen benutzt",
  "value.true": "Ja",
  "value.false": "Nein",
};
