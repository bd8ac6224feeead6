"""
What is one emoji, by Unicode's list of those recommended for general interchange (Emoji 17).

A page draws whatever it is told to: a word, two signs or an invisible character would be a button
with a hole in it. Skin tones are allowed on hands and people, wherever they are.

Source: Unicode Technical Standard #51, "RGI emoji set"; ranges from `emoji-data.txt`.
"""

import re

_JOINER = "\u200d"
_AS_PICTURE = "\ufe0f"

# Pictures by themselves, and signs that are text unless they are told to be a picture.
_PICTURES = (
    "⌚⌛⏩-⏬⏰⏳◽◾☔☕♈-♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓-❕"
    "❗➕-➗➰➿⬛⬜⭐⭕🀄🃏🆎🆑-🆚🈁🈚🈯🈲-🈶🈸-🈺🉐🉑🌀-🌠🌭-🌵🌷-🍼🍾-🎓🎠"
    "-🏊🏏-🏓🏠-🏰🏴🏸-🐾👀👂-📼📿-🔽🕋-🕎🕐-🕧🕺🖕🖖🖤🗻-🙏🚀-🛅🛌🛐-🛒🛕"
    "-🛘🛜-🛟🛫🛬🛴-🛼🟠-🟫🟰🤌-🤺🤼-🥅🥇-🧿🩰-🩼🪀-🪊🪎-🫆🫈🫍-🫜🫟-🫪🫯"
    "-🫸"
)
_SIGNS = (
    "©®‼⁉™ℹ↔-↙↩↪⌨⏏⏭-⏯⏱⏲⏸-⏺Ⓜ▪▫▶◀◻◼☀-☄☎☑☘☝☠☢☣☦☪"
    "☮☯☸-☺♀♂♟♠♣♥♦♨♻♾⚒⚔-⚗⚙⚛⚜⚠⚧⚰⚱⛈⛏⛑⛓⛩⛰⛱⛴⛷-⛹✂✈✉"
    "✌✍✏✒✔✖✝✡✳✴❄❇❣❤➡⤴⤵⬅-⬇〰〽㊗㊙🅰🅱🅾🅿🈂🈷🌡🌤-🌬🌶🍽🎖🎗🎙-"
    "🎛🎞🎟🏋-🏎🏔-🏟🏳🏵🏷🐿👁📽🕉🕊🕯🕰🕳-🕹🖇🖊-🖍🖐🖥🖨🖱🖲🖼🗂-🗄🗑-🗓🗜-"
    "🗞🗡🗣🗨🗯🗳🗺🛋🛍-🛏🛠-🛥🛩🛰🛳"
)
_TONED = (
    "☝⛹✊-✍🎅🏂-🏄🏇🏊-🏌👂👃👆-👐👦-👸👼💁-💃💅-💇💏💑💪🕴🕵🕺🖐🖕🖖🙅-🙇"
    "🙋-🙏🚣🚴-🚶🛀🛌🤌🤏🤘-🤟🤦🤰-🤹🤼-🤾🥷🦵🦶🦸🦹🦻🧍-🧏🧑-🧝🫃-🫅🫰-🫸"
)
_COUNTRIES = (
    "AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO "
    "BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CP CQ CR CU CV CW CX CY CZ DE "
    "DG DJ DK DM DO DZ EA EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL "
    "GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU IC ID IE IL IM IN IO IQ IR IS IT JE JM JO "
    "JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH "
    "MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA "
    "PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL "
    "SM SN SO SR SS ST SV SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM "
    "UN US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW "
)
_TONE = re.compile(f"(?<=[{_TONED}])[🏻-🏿]")

_WORKS = "⚕⚖✈🌾🍳🍼🎄🎓🎤🎨🏫🏭💻💼🔧🔬🚀🚒🦰🦱🦲🦳🩰"
_AIDS = "🦯🦼🦽"
_GENDERED = "⛹🏃🏄🏊🏋🏌👮👯👰👱👳👷💁💂💆💇🕵🙅🙆🙇🙋🙍🙎🚣🚴🚵🚶🤦🤵🤷🤸🤹🤼🤽🤾🦸🦹🧍🧎🧏🧔🧖-🧟"

# What is joined to what; each may be followed by the sign that makes it a picture.
_JOINED = (
    f"[👨👩🧑] [{_WORKS}{_AIDS}]",
    f"[👨👩🧑] [{_AIDS}] ➡",
    f"[{_GENDERED}] [♀♂]",
    "[🏃🚶🧎] ➡",
    "[🏃🚶🧎] [♀♂] ➡",
    "[👨👩] [👦👧]",
    "[👨👩] [👦👧] [👦👧]",
    "[👨👩] [👨👩] [👦👧]",
    "[👨👩] [👨👩] [👦👧] [👦👧]",
    "🧑 🧒",
    "🧑 [🧑🧒] 🧒",
    "🧑 🧑 🧒 🧒",
    "[👨👩🧑] ❤ [👨👩🧑]",
    "[👨👩🧑] ❤ 💋 [👨👩🧑]",
    "[👨👩🧑] 🤝 [👨👩🧑]",
    "🫱 🫲",
    "👁 🗨",
    "🏳 [🌈⚧]",
    "🏴 ☠",
    "[❤🐦] 🔥",
    "❤ 🩹",
    "⛓ 💥",
    "😮 💨",
    "😵 💫",
    "😶 🌫",
    "🙂 [↔↕]",
    "🐕 🦺",
    "[🐈🐦] ⬛",
    "🐻 ❄",
    "🍄 🟫",
    "🍋 🟩",
)
_ONE = re.compile(
    "|".join(
        [
            f"[{_PICTURES}]{_AS_PICTURE}?",
            f"[{_SIGNS}]{_AS_PICTURE}?",
            f"[0-9#*]{_AS_PICTURE}\u20e3",
            *(
                "".join(chr(ord(letter) + 0x1F1A5) for letter in code)
                for code in _COUNTRIES.split()
            ),
            # England, Scotland and Wales are spelt in tags.
            *(
                "🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in region) + "\U000e007f"
                for region in ("gbeng", "gbsct", "gbwls")
            ),
            *(f"{_AS_PICTURE}?{_JOINER}".join(way.split()) + f"{_AS_PICTURE}?" for way in _JOINED),
        ]
    )
)
_SIGN = re.compile(f"[{_SIGNS}]")


def as_emoji(text: str) -> str | None:
    """Return the one emoji that a text is, told to be a picture if it must be; else None."""
    plain = _TONE.sub("", text)
    if not _ONE.fullmatch(plain):
        return None
    return text + _AS_PICTURE if _SIGN.fullmatch(text) else text
