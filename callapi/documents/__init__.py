"""Documents of the APIs, made from the catalogues and models that answer requests."""
