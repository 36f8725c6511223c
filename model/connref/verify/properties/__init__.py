"""The properties that the model is proved to have, one module for each part of the document."""
