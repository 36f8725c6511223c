"""The wrong SDKs, one module for each kind of mistake."""
