// Fields and values of the Data API in English; PAGE.FIELD is what a field is called there alone.

export default {
  "page.tags": "Tags",
  "new.tags": "New tag",
  "field.name": "Name",
  "field.color": "Colour",
  "field.is_system": "System",
  "field.creation_datetime": "Created",
  "field.rating": "Used in 7 days",
  "value.true": "Yes",
  "value.false": "No",
};
