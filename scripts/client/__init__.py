"""`python -m scripts.client`: write what is generated of callapi.client."""
