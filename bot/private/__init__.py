"""The chat of a person with the bot."""
