"""The terminal demonstration: a real connection to `connref serve`, with its state, countdown and messages live."""

from connref_adapters.chat.app import ChatApp
from connref_adapters.chat.keys import Key, KeyReader
from connref_adapters.chat.screen import Screen
from connref_adapters.chat.view import view

__all__ = ["ChatApp", "Key", "KeyReader", "Screen", "view"]
