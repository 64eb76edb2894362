"""What a record is: models, vocabularies and the values of fields."""
