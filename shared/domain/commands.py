"""
What may be asked of a room. Imperative names; the class is the wire schema.

Commands are absolute and name what the sender saw, so that a repeated or late one does no harm:
the second "skip" of two impatient people names an item that is no longer on.
"""

from shared.domain.chat_commands import ChatCommand, SendEmotion
from shared.domain.managing_commands import ManagingCommand
from shared.domain.moderation_commands import ActionHistory, ModerationCommand
from shared.domain.page_reports import PageReport
from shared.domain.playback_commands import Load, PlaybackCommand
from shared.domain.queue_commands import (
    AddPlaylist,
    AddToQueue,
    QueueCommand,
    Suggest,
    SuggestionCommand,
    VoteSkip,
)
from shared.domain.ready_commands import ReadyCommand

RoomCommand = (
    PlaybackCommand
    | VoteSkip
    | ReadyCommand
    | QueueCommand
    | SuggestionCommand
    | ManagingCommand
    | ModerationCommand
)
"""What changes the room."""

LookUp = Load | AddToQueue | AddPlaylist | Suggest
"""What names an address, which may have to be asked what it is."""

Command = RoomCommand | ChatCommand | ActionHistory | SendEmotion | PageReport
"""What people may ask; nothing else is parsed."""
